#include "report_builder.hpp"

#include <algorithm>

#include "base/concat.hpp"
#include "engines/engines.hpp"

namespace whycors::render {

namespace {

std::string joined(std::vector<std::string_view> const& names, std::string_view separator) {
  std::string list;
  for (std::string_view const name : names) {
    if (!list.empty()) list += separator;
    list += name;
  }
  return list;
}

std::string step_name(StepId step) { return concat({step.algorithm_row().name, " ", step.row().number}); }

DecidedAt decided_at(StepId step) {
  return {std::string(step.algorithm_row().name), std::string(step.row().number),
          std::string(step.row().text), std::string(step.algorithm_row().anchor)};
}

/// The page's origin in a sentence.
std::string_view spoken(std::string_view origin) {
  return origin.ends_with("//your-page.invalid") ? "an origin that the paste does not name" : origin;
}

SentRequest preflight_request(Trace const& trace) {
  HopRecord const& hop = trace.hops.front();
  SentRequest sent{"OPTIONS", {}};
  sent.headers.emplace_back("Accept", "*/*");
  sent.headers.emplace_back("Access-Control-Request-Method", std::string(hop.request_method));
  if (!hop.request_headers.empty())
    sent.headers.emplace_back("Access-Control-Request-Headers", joined(hop.request_headers, ","));
  sent.headers.emplace_back("Origin", std::string(hop.preflight_origin));
  return sent;
}

std::vector<StepTaken> steps_taken(Trace const& trace) {
  std::vector<StepTaken> taken;
  for (Decision const& decision : trace.decisions) {
    StepTaken step;
    step.algorithm = decision.step.algorithm_row().name;
    step.step = decision.step.row().number;
    step.text = decision.step.row().text;
    step.hop = decision.hop;
    step.in_preflight = decision.in_preflight;
    step.by_standard = decision.by_standard;
    step.by_engine = decision.by_engine;
    if (decision.quirk) step.quirk = decision.quirk->summary;
    Header const& evidence = decision.evidence;
    if (!evidence.name.empty())
      step.evidence = concat({evidence.name, ": ", evidence.value});
    else if (!evidence.value.empty())
      step.evidence = std::string(evidence.value);
    if (!evidence.name_span.empty())
      step.span = Span{evidence.name_span.start, std::max(evidence.name_span.end, evidence.value_span.end)};
    taken.push_back(std::move(step));
  }
  return taken;
}

/// The stage whose answer is needed for a verdict and is not in the input; nothing when there is a verdict.
std::optional<Stage> waits_for(Outcome const& outcome) {
  if (outcome.verdict != Verdict::undetermined || outcome.missing.part == Missing::Part::nothing) return {};
  if (outcome.missing.hop > 0) return Stage::redirect;
  return outcome.missing.part == Missing::Part::preflight ? Stage::preflight : Stage::response;
}

EngineReport engine_report(Trace const& trace, bool with_steps) {
  Outcome const& outcome = trace.outcome;
  EngineProfile const& profile = engines::profile(outcome.engine);
  EngineReport report;
  report.label = profile.label;
  report.version = profile.version;
  report.verdict = outcome.verdict;
  if (outcome.verdict == Verdict::blocked) {
    report.stage = outcome.stage;
    if (outcome.decided_at) report.decided_at = decided_at(outcome.decided_at);
  }
  report.waits_for = waits_for(outcome);
  report.preflight_sent = outcome.preflight_sent;
  if (outcome.preflight_sent && !trace.hops.empty()) report.preflight_request = preflight_request(trace);
  report.actual_sent = outcome.actual_sent;
  report.exposed_headers.assign(outcome.exposed_headers.begin(), outcome.exposed_headers.end());
  // Where only a console's own message tells that it blocked, that message stands in the paste.
  bool const is_told = outcome.verdict == Verdict::blocked && !outcome.decided_at;
  if (profile.messages && !is_told) report.console = profile.messages(trace);
  report.preflight_max_age = outcome.preflight_max_age;
  auto const name = [&](Quirk const* quirk) {
    if (!quirk || quirk->scope != QuirkScope::engine) return;
    std::string const summary(quirk->summary);
    if (std::find(report.quirks.begin(), report.quirks.end(), summary) == report.quirks.end())
      report.quirks.push_back(summary);
  };
  for (Decision const& decision : trace.decisions)
    name(decision.quirk);
  for (Quirk const* const quirk : trace.revised_by)
    name(quirk);
  if (with_steps) report.steps = steps_taken(trace);
  return report;
}

Finding build_finding(RuleFinding&& found) {
  Finding finding;
  finding.code = found.rule->code;
  finding.name = found.rule->name;
  finding.cause = concat({finding.name, found.parameter.empty() ? "" : concat({":", found.parameter})});
  finding.category = found.rule->category;
  finding.severity = found.severity;
  finding.certainty = found.certainty;
  finding.message = std::move(found.message);
  for (Label& label : found.labels)
    // A place that is not in the paste, as with an Exchange, is no label.
    if (!label.span.empty() || label.ghost) finding.labels.push_back(std::move(label));
  finding.notes = std::move(found.notes);
  finding.help = std::move(found.help);
  finding.remedies = std::move(found.remedies);
  finding.engines = found.engines;
  if (found.step) finding.steps.push_back(step_name(found.step));
  return finding;
}

/// The finding that leads: the first one that blocks the first blocked browser.
std::size_t leading_finding(Diagnosis const& diagnosis, RuleFindings const& findings) {
  for (Engine const engine : browser_engines) {
    if (diagnosis.outcome(engine).verdict != Verdict::blocked) continue;
    for (std::size_t i = 0; i < findings.size(); ++i)
      if (findings[i].rule->category == Category::blocked && findings[i].engines.contains(engine)) return i;
  }
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (findings[i].rule->category == Category::blocked || findings[i].rule->category == Category::input)
      return i;
  return 0;
}

std::string engine_list(EngineSet engines) {
  std::string list;
  auto const add = [&](Engine engine, std::string_view label) {
    if (engines.contains(engine)) append(list, {list.empty() ? "" : ", ", label});
  };
  add(Engine::chromium, "Chromium");
  add(Engine::gecko, "Firefox");
  add(Engine::webkit, "Safari");
  return list;
}

constexpr std::string_view blocked_in = "Blocked in ";

std::string summary_of(Diagnosis const& diagnosis, Finding const* leading, bool is_of_reading) {
  EngineSet blocked;
  EngineSet judged;
  for (Engine const engine : browser_engines) {
    Trace const& trace = diagnosis.trace(engine);
    if (trace.outcome.engine != engine) continue;
    judged.insert(engine);
    if (trace.outcome.verdict == Verdict::blocked) blocked.insert(engine);
  }
  std::string_view message = leading ? std::string_view(leading->message) : std::string_view();
  constexpr std::string_view open = "not enough to tell: ";
  bool const is_open = message.starts_with(open);
  if (is_open) message.remove_prefix(open.size());
  if (!blocked.empty())
    return concat({blocked_in, blocked == EngineSet::browsers() ? "every browser" : engine_list(blocked),
                   is_open ? ", and not enough to tell why: " : ": ", message, "."});
  bool allowed = true;
  bool opaque = false;
  for (Engine const engine : browser_engines)
    if (judged.contains(engine)) {
      allowed &= diagnosis.outcome(engine).verdict == Verdict::allowed;
      opaque |= diagnosis.outcome(engine).verdict == Verdict::opaque;
    }
  // A cause that the text names stays one where no call shows it, and where one passes that is not the one.
  bool const is_named = leading && leading->category == Category::blocked;
  bool const passes_so_far = leading && leading->name == "no-error";
  std::string_view const opening = opaque                     ? "Unreadable: "
                                   : allowed && is_of_reading ? "Allowed, but: "
                                   : is_named                 ? "Likely cause: "
                                   : allowed                  ? "Allowed: "
                                   : passes_so_far            ? "Fine so far: "
                                                              : "Not enough to tell: ";
  return concat({opening, message, "."});
}

void add_fact(Report& report, std::string_view name, std::string_view value, Provenance provenance, Span span,
              std::string_view because) {
  FactReport& fact = report.facts.emplace_back();
  fact.name = name;
  fact.value = value;
  fact.provenance = provenance;
  fact.because = !because.empty() ? because
                 : provenance == Provenance::assumed
                     ? std::string_view("the default of the API, since nothing says otherwise")
                     : to_name(provenance);
  if (!span.empty()) fact.span = span;
}

void add_facts(Diagnosis const& diagnosis, Report& report) {
  auto const add = [&report](std::string_view name, std::string_view value, auto const& fact) {
    add_fact(report, name, value, fact.provenance, fact.span, fact.because);
  };
  RequestGiven const& request = diagnosis.exchange.request;
  add("origin", request.origin.value, request.origin);
  add("url", request.url.value, request.url);
  add("method", request.method.value, request.method);
  add("credentials", to_name(request.credentials.value), request.credentials);
  add("mode", to_name(request.mode.value), request.mode);
  add("initiator", to_name(request.initiator.value), request.initiator);
}

std::string preflight_words(HopRecord const& hop) {
  std::string words = concat({"asks whether `", hop.request_method, "`"});
  if (!hop.request_headers.empty()) append(words, {" with ", joined(hop.request_headers, ", ")});
  return concat({words, " is allowed from ", spoken(hop.preflight_origin)});
}

/// Whose story is told: the first browser that blocks, in the order in which causes lead; or the one that was
/// asked for.
Engine storyteller(Diagnosis const& diagnosis, Options const& options) {
  if (options.engine) return *options.engine;
  for (Engine const engine : browser_engines)
    if (diagnosis.outcome(engine).verdict == Verdict::blocked) return engine;
  return Engine::chromium;
}

/// What happened on the wire.
void add_events(Diagnosis const& diagnosis, Options const& options, Report& report) {
  Engine const engine = storyteller(diagnosis, options);
  report.events_of = name_of(engine);
  Trace const& trace = diagnosis.trace(engine);
  Outcome const& outcome = trace.outcome;
  auto const add = [&report](std::string_view actor, std::initializer_list<Piece> text,
                             std::string_view result) -> Event& {
    Event& event = report.events.emplace_back();
    event.actor = actor;
    append(event.text, text);
    event.result = result;
    return event;
  };
  auto const sends = [&add](HopRecord const& hop, std::string_view method, std::initializer_list<Piece> text,
                            std::string_view result) {
    Event& event = add("browser", text, result);
    event.method = method;
    event.url = hop.url;
  };
  auto const answers = [&add](Answer const* answer, bool failed, std::string_view what) {
    if (!answer || answer->kind == Answer::Kind::unknown) {
      add("server", {"answers ", what, " in a way that the paste does not show"}, "unknown");
    } else if (answer->kind == Answer::Kind::failed) {
      add("server", {"gives no response (", to_name(answer->failure), ")"}, "failed");
    } else {
      std::string const status = std::to_string(answer->status);
      Event& event = add("server", {"answers ", status, failed ? ", and the browser stops here" : ""},
                         failed ? "failed" : "passed");
      event.status = answer->status;
      if (!answer->span.empty()) event.span = answer->span;
    }
  };
  if (trace.hops.empty()) {
    add("page", {"makes a call that the API refuses; nothing is sent"}, "failed");
    return;
  }
  for (std::size_t i = 0; i < trace.hops.size(); ++i) {
    HopRecord const& hop = trace.hops[i];
    bool const blocked_here = outcome.verdict == Verdict::blocked && outcome.decided_hop == i;
    if (hop.preflight_sent) {
      sends(hop, "OPTIONS", {preflight_words(hop)}, "passed");
      answers(hop.preflight, blocked_here && outcome.stage == Stage::preflight, "the preflight");
    }
    if (hop.actual_sent) {
      bool const depends = hop.preflight && hop.preflight->kind == Answer::Kind::unknown;
      sends(hop, hop.method,
            {i == 0 ? "sends the request" : "follows the redirect", hop.origin.empty() ? "" : ", from ",
             spoken(hop.origin), depends ? ", if the preflight passes" : ""},
            depends ? "unknown" : "passed");
      answers(hop.response, blocked_here, "the request");
    }
    if (!hop.preflight_sent && !hop.actual_sent)
      sends(hop, hop.method, {"refuses to send the request"}, "failed");
  }
  if (outcome.verdict == Verdict::allowed)
    add("page", {"may read the response"}, "passed").status = outcome.status;
  if (outcome.verdict == Verdict::opaque) add("page", {"gets a response that it can't read"}, "unknown");
  if (outcome.verdict == Verdict::blocked) add("page", {"gets an error that does not say why"}, "failed");
}

} // namespace

void add_engines(std::array<Trace, all_engines.size()> const& traces, Options const& options,
                 EngineReports& reports) {
  for (Engine const engine : all_engines) {
    bool const judged = !options.engine || engine == Engine::standard || engine == *options.engine;
    if (judged) reports[engine] = engine_report(traces[static_cast<std::size_t>(engine)], options.steps);
  }
}

void doubt(Report& report) {
  report.findings.front().certainty = Certainty::likely;
  if (report.summary.starts_with(blocked_in))
    report.summary = concat({"Probably blocked in ", report.summary.substr(blocked_in.size())});
}

Report build_report(Diagnosis const& diagnosis, RuleFindings findings, Detected const& detected,
                    std::vector<Block> const& blocks, Options const& options) {
  Report report;
  if (!diagnosis.exchange.id.empty()) report.id = std::string(diagnosis.exchange.id);
  report.detected = detected;
  report.blocks = blocks;

  if (!findings.empty()) {
    // The leading finding comes first; the others keep their order.
    auto const leading = static_cast<std::ptrdiff_t>(leading_finding(diagnosis, findings));
    std::rotate(findings.begin(), findings.begin() + leading, findings.begin() + leading + 1);
  }
  bool const is_of_reading = !findings.empty() && findings.front().rule->of_reading;
  for (RuleFinding& found : findings) {
    std::string const name(found.rule->name);
    auto const more = found.more_parameters;
    bool const is_cause =
        found.rule->category == Category::blocked || found.rule->category == Category::input;
    report.findings.push_back(build_finding(std::move(found)));
    if (!is_cause) continue;
    report.causes.push_back(report.findings.back().cause);
    for (std::string const& parameter : more)
      report.causes.push_back(concat({name, ":", parameter}));
  }
  report.cause = report.causes.empty() ? "" : report.causes.front();
  report.summary =
      summary_of(diagnosis, report.findings.empty() ? nullptr : &report.findings.front(), is_of_reading);

  Trace const& standard = diagnosis.trace(Engine::standard);
  report.preflight.needed = standard.outcome.preflight_needed;
  for (PreflightReason const& reason : standard.preflight_reasons)
    report.preflight.because.push_back(
        {std::string(to_name(reason.kind)),
         reason.name.empty() ? std::nullopt : std::optional(std::string(reason.name))});
  add_engines(diagnosis.traces, options, report.engines);
  add_facts(diagnosis, report);
  add_events(diagnosis, options, report);
  return report;
}

} // namespace whycors::render

namespace whycors {

int Report::exit_status() const {
  bool undetermined = false;
  for (Engine const engine : browser_engines) {
    auto const& report = engines[engine];
    if (!report) continue;
    if (report->verdict == Verdict::blocked) return 1;
    undetermined |= report->verdict == Verdict::undetermined;
  }
  return undetermined ? 3 : 0;
}

} // namespace whycors
