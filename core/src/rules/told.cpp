#include "told.hpp"

#include <algorithm>
#include <iterator>

#include "base/concat.hpp"
#include "base/url.hpp"
#include "rules.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// The sentence with its parameter; brackets hold what only makes sense with one.
std::string filled(std::string_view sentence, std::string_view parameter) {
  std::string text;
  bool left_out = false;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] == '[') {
      left_out = parameter.empty();
    } else if (sentence[i] == ']') {
      left_out = false;
    } else if (left_out) {
      continue;
    } else if (sentence.substr(i, 2) == "{}") {
      text += parameter;
      ++i;
    } else {
      text += sentence[i];
    }
  }
  return text;
}

std::string_view speaker(EngineSet engines) {
  if (engines == EngineSet(Engine::chromium)) return "Chromium";
  if (engines == EngineSet(Engine::gecko)) return "Firefox";
  if (engines == EngineSet(Engine::webkit)) return "Safari";
  return engines.empty() ? "the paste" : "the browser";
}

/// Sentences of which several causes are true: what they have in common is told, and what would tell them
/// apart.
std::string_view ambiguity(ConsoleMessage const& message) {
  if (message.cause == "acao-missing" && message.engines == EngineSet(Engine::webkit))
    return "Safari says the same of a header that is missing and of one with another origin: the response "
           "headers "
           "tell which";
  if (message.cause == "acao-missing" && !message.in_preflight && message.status == 0)
    return "look at the status of the response first: an error (a 401, 404 or 502 for instance) that a proxy "
           "or an "
           "error handler answers without CORS headers is reported just like this";
  if (message.cause == "acao-missing" && message.in_preflight)
    return "look at the status of the OPTIONS request first: one that is not 2xx is the thing to mend";
  if (message.cause == "acac-missing" && !message.engines.empty() &&
      !message.engines.contains(Engine::chromium))
    return "or it is there with another value, such as `true, true` where two layers send it: the response "
           "headers tell which";
  if (message.cause == "preflight-status" && message.parameter.empty())
    return "the status of the OPTIONS request tells the rest: 404 and 405 mean that OPTIONS is not routed, "
           "401 and "
           "403 that authentication runs before CORS, 5xx that the server failed";
  if (message.cause == "network-error-not-cors" && message.engines == EngineSet(Engine::gecko))
    return "Firefox prints this when no HTTP response came at all: server down, wrong port, DNS, TLS "
           "certificate, an "
           "extension, or a request that the browser itself refused";
  return {};
}

/// The cause that explains such a sentence just as well; empty where there is none.
std::string_view other_cause(ConsoleMessage const& message) {
  if (message.cause != "acao-missing" || message.engines.empty() || message.status != 0) return {};
  if (message.in_preflight) return "preflight-status";
  return message.engines == EngineSet(Engine::webkit) ? "acao-mismatch" : "error-response-without-cors";
}

/// The code that a sentence speaks of, seen with what else it names.
std::string_view cause_of(ConsoleMessage const& message) {
  bool const of_preflight = message.cause == "preflight-redirect";
  bool const redirected =
      of_preflight || message.cause == "redirect-cors-failure" || !message.redirected_from.empty();
  // Of a preflight's redirect the sentence names the URL that was asked for.
  bool const to_login = (!of_preflight && leads_to_login(message.redirected_from, message.url)) ||
                        leads_to_login(message.url, message.value);
  return redirected && to_login ? std::string_view("redirect-to-login") : message.cause;
}

/// Whether a sentence tells only what was missing, and other causes can lie behind it.
bool is_symptom(RuleFinding const& finding) {
  return finding.rule->name == "acao-missing" || finding.rule->name == "actual-response-missing-acao" ||
         (finding.rule->name == "preflight-status" && finding.parameter.empty());
}

/// A fault of settings, of what is stored, or of where the page is.
bool is_of_settings(RuleFinding const& finding) {
  auto const name = finding.rule->name;
  return finding.engines.empty() &&
         (name.starts_with("config-") || name.starts_with("nginx-") || name == "acao-invalid-value" ||
          name == "acao-multiple" || name == "cached-response-vary-origin" ||
          name == "actual-response-missing-acao" || name == "origin-null-file");
}

/// One that explains what a browser says, whatever the status is.
bool explains(RuleFinding const& finding) {
  return is_of_settings(finding) && finding.rule->name != "nginx-add-header-without-always";
}

/// Faults of settings come before the bare symptom that follows from them, and behind the status of a
/// response that somebody names.
void put_what_explains_first(RuleFindings& told) {
  auto const names_status = [](RuleFinding const& finding) {
    return !finding.parameter.empty() && is_ascii_digit(finding.parameter.front());
  };
  auto const tells_more = [&](RuleFinding const& finding) {
    return names_status(finding) || explains(finding);
  };
  auto const in_words = [&](std::string_view name) {
    return std::find_if(told.begin(), told.end(), [&](RuleFinding const& finding) {
      return finding.engines.empty() && finding.rule->name == name;
    });
  };
  auto const name = told.front().rule->name;
  // Code that allows credentials to `*` is newer than the sentence, which its writer keeps in a comment.
  auto const leads = name == "acac-missing"         ? in_words("acao-wildcard-with-credentials")
                     : name == "acao-mismatch"      ? in_words("cached-response-vary-origin")
                     : is_of_settings(told.front()) ? std::find_if(told.begin(), told.end(), names_status)
                     : is_symptom(told.front())     ? std::find_if(told.begin(), told.end(), tells_more)
                                                    : told.end();
  if (leads == told.end()) return;
  leads->engines = leads->engines.empty() ? told.front().engines : leads->engines;
  std::rotate(told.begin(), leads, leads + 1);
}

bool is_cause(Rule const& rule) {
  return rule.category == Category::blocked || rule.category == Category::input;
}

/// Whether what was seen on the wire settles the matter, so that a sentence can only agree or contradict.
bool was_seen(Diagnosis const& diagnosis) {
  return std::all_of(browser_engines.begin(), browser_engines.end(), [&](Engine engine) {
    Outcome const& outcome = diagnosis.outcome(engine);
    bool const is_told = outcome.verdict == Verdict::blocked && !outcome.decided_at;
    return outcome.verdict != Verdict::undetermined && !is_told;
  });
}

/// Whether the browser that says it prints the same for what was seen on the wire, whatever cause lies
/// behind.
bool is_expected(ConsoleMessage const& message, Diagnosis const& diagnosis) {
  return std::any_of(diagnosis.expected.begin(), diagnosis.expected.end(),
                     [&](ConsoleMessage const& expected) {
                       return expected.engines == message.engines && expected.cause == message.cause &&
                              (expected.parameter == message.parameter || message.parameter.empty());
                     });
}

/// Whether script reads that header in every browser.
bool is_exposed(std::string_view header, Diagnosis const& diagnosis) {
  return std::all_of(browser_engines.begin(), browser_engines.end(), [&](Engine engine) {
    auto const& exposed = diagnosis.outcome(engine).exposed_headers;
    return std::find(exposed.begin(), exposed.end(), header) != exposed.end();
  });
}

RuleFinding tell(ConsoleMessage const& message, Rule const& rule) {
  RuleFinding finding{.rule = &rule, .engines = message.engines};
  finding.parameter = message.parameter;
  finding.message = filled(rule.told, message.parameter);
  finding.help = filled(rule.advice, message.parameter);
  Span const said = message.said.empty() ? message.span : message.said;
  // A status in a line of its own is nearer to the cause than the sentence.
  bool const is_apart = message.status_span.start >= said.end || message.status_span.end <= said.start;
  bool const is_cause =
      !message.status_span.empty() && is_apart && message.parameter == std::to_string(message.status);
  if (is_cause) point_at(finding, message.status_span, {"what the server answered"});
  point_at(finding, said, {speaker(message.engines), " says so"}, !is_cause);
  if (auto const more = ambiguity(message); !more.empty()) {
    finding.certainty = Certainty::likely;
    note(finding, more);
  }
  if (message.engines.empty()) finding.certainty = Certainty::likely;
  if (rule.name.starts_with("acao-") && !message.value.empty()) {
    auto const server = Url::parse(message.url);
    auto const origin = message.value.substr(0, message.value.size() - message.value.ends_with('/'));
    bool const is_own = server && server->has_origin(origin);
    note(finding, concat({"the value is `", message.value,
                          is_own ? "`, the server's own address: the page's origin belongs there" : "`"}));
  }
  if (rule.category != Category::blocked) finding.severity = Severity::note;
  return finding;
}

/// A call that failed was not answered with a few headers that pass, or not with them alone.
void doubt_what_passes(RuleFindings& findings) {
  for (RuleFinding& finding : findings) {
    if (finding.rule->name != "no-error" || finding.certainty != Certainty::likely) continue;
    Rule const* const lacking = find("insufficient-input");
    finding = {.rule = lacking, .severity = Severity::note};
    finding.message = "not enough to tell: the call failed, and the headers in the paste are not why";
    finding.help = std::string(lacking->advice);
  }
}

} // namespace

void add_what_was_told(Diagnosis const& diagnosis, RuleFindings& findings) {
  bool const seen = was_seen(diagnosis);
  RuleFindings told;
  RuleFindings as_well;
  bool fails_without_a_reason = false;
  for (ConsoleMessage const& message : diagnosis.clues.console) {
    Rule const* const rule = find(cause_of(message));
    if (!rule || rule->told.empty()) continue;
    auto const same = std::find_if(findings.begin(), findings.end(), [&](RuleFinding const& finding) {
      return finding.rule == rule && (message.parameter.empty() || finding.parameter == message.parameter ||
                                      std::count(finding.more_parameters.begin(),
                                                 finding.more_parameters.end(), message.parameter) > 0);
    });
    if (same != findings.end()) {
      point_at(*same, message.span, {speaker(message.engines), " says the same"}, false);
      continue;
    }
    if (rule->name == "insufficient-input") {
      fails_without_a_reason = true;
      continue;
    }
    if (rule->of_reading && is_exposed(message.parameter, diagnosis)) continue;
    if (!findings.empty() && is_cause(*findings.front().rule) && is_expected(message, diagnosis)) {
      point_at(findings.front(), message.span, {speaker(message.engines), " prints this for it"}, false);
      continue;
    }
    RuleFinding finding = tell(message, *rule);
    for (Engine const engine : browser_engines)
      if (!message.engines.empty() && diagnosis.outcome(engine).verdict == Verdict::blocked &&
          !diagnosis.outcome(engine).decided_at)
        finding.engines.insert(engine);
    // Firefox does not name the method; the call does.
    auto const& method = diagnosis.exchange.request.method;
    if (rule->name == "acam-missing-method" && message.parameter.empty() &&
        method.provenance != Provenance::assumed) {
      finding.parameter = std::string(method.value);
      finding.message = filled(rule->told, finding.parameter);
    }
    if (seen && rule->category == Category::blocked && !message.engines.empty()) {
      finding.certainty = Certainty::likely;
      note(finding, "the headers in the paste tell another story: they may be of another request, or "
                    "of another try");
    }
    if (Rule const* const other = find(other_cause(message)); other && !seen && as_well.empty()) {
      RuleFinding second{.rule = other, .severity = Severity::note, .certainty = Certainty::likely};
      append(second.message, {"this explains it just as well: ", filled(other->told, {})});
      second.help = filled(other->advice, {});
      as_well.push_back(std::move(second));
    }
    told.push_back(std::move(finding));
  }
  if (told.empty()) {
    if (fails_without_a_reason) doubt_what_passes(findings);
    return;
  }
  put_what_explains_first(told);
  // What to paste next is of use still, but no cause any more once a sentence names one.
  bool const names_cause = std::any_of(told.begin(), told.end(),
                                       [](RuleFinding const& finding) { return is_cause(*finding.rule); });
  auto const lacking = std::find_if(findings.begin(), findings.end(), [](RuleFinding const& finding) {
    return finding.rule->category == Category::input && finding.rule->name == "insufficient-input";
  });
  if (names_cause && lacking != findings.end()) {
    // No server's answer proves what the page or its browser did.
    if (!told.front().rule->code.starts_with("WC4"))
      note(told.front(), concat({"for the proof, ", lacking->help}));
    findings.erase(lacking);
  }
  // Headers that pass are not those of the call that a browser says it blocked, and a few of them tell less
  // than words.
  auto const passes = std::find_if(findings.begin(), findings.end(), [](RuleFinding const& finding) {
    return finding.rule->name == "no-error";
  });
  bool const blocked = std::any_of(told.begin(), told.end(), [&](RuleFinding const& finding) {
    return finding.rule->category == Category::blocked &&
           (!finding.engines.empty() || finding.rule->of_reading ||
            (passes != findings.end() && passes->certainty == Certainty::likely));
  });
  if (blocked && passes != findings.end()) findings.erase(passes);
  // Of two causes the one that something else in the paste names is told already.
  bool const is_open = told.front().certainty == Certainty::likely && is_symptom(told.front());
  if (is_open) std::move(as_well.begin(), as_well.end(), std::back_inserter(told));
  findings.insert(findings.end(), std::make_move_iterator(told.begin()), std::make_move_iterator(told.end()));
}

} // namespace whycors::rules
