#include "pipeline.hpp"

#include <algorithm>

#include "base/concat.hpp"
#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "paste/console.hpp"
#include "paste/exchange_json.hpp"
#include "remedies/remedies.hpp"
#include "render/report_builder.hpp"
#include "rules/rules.hpp"

namespace whycors {

namespace {

/// One exchange through every engine.
struct Judged {
  TextStore store;
  std::array<Trace, all_engines.size()> traces;
};

void judge(Exchange const& exchange, Options const& options, Judged& judged,
           std::array<fetch::PreflightCache, all_engines.size()>* caches = nullptr, std::int64_t now = 0) {
  for (Engine const engine : all_engines) {
    bool const wanted = !options.engine || engine == Engine::standard || engine == *options.engine;
    if (!wanted) continue;
    auto const index = static_cast<std::size_t>(engine);
    auto const port = options.port_quirks ? engines::PortQuirks::kept : engines::PortQuirks::left_out;
    fetch::fetch(exchange, engines::profile(engine, port), judged.store, &judged.traces[index],
                 caches ? &(*caches)[index] : nullptr, now);
  }
}

using Outcomes = std::array<Outcome, all_engines.size()>;

/// The same without the story: for a question that a verdict answers.
void judge_verdicts(Exchange const& exchange, Options const& options, TextStore& store, Outcomes& outcomes) {
  auto const port = options.port_quirks ? engines::PortQuirks::kept : engines::PortQuirks::left_out;
  std::array<EngineProfile const*, all_engines.size()> profiles{};
  for (Engine const engine : browser_engines)
    if (!options.engine || engine == *options.engine)
      profiles[static_cast<std::size_t>(engine)] = &engines::profile(engine, port);
  fetch::fetch_in_all(exchange, profiles, store, outcomes);
}

/// Whether no browser lets pass what the sentence speaks of.
bool holds_in_every_browser(ConsoleMessage const& message) {
  for (std::string_view const family :
       {"acao-", "acac-", "acah-missing", "acam-missing", "preflight-status", "preflight-auth",
        "preflight-redirect", "redirect-", "error-response-", "origin-null-opaque"})
    if (message.cause.starts_with(family)) return !message.engines.empty();
  return false;
}

/// Whether the paste says that something works in that browser.
bool is_said_to_work(std::string_view text, Engine engine) {
  std::string const lower = byte_lowercase(text.substr(0, 65536));
  std::string_view const name = engine == Engine::chromium ? "chrome"
                                : engine == Engine::gecko  ? "firefox"
                                                           : "safari";
  return lower.find(name) != std::string::npos &&
         (lower.find("work") != std::string::npos || lower.find("fine") != std::string::npos);
}

/// Whether the console tells that this engine blocked a call: it says so itself, where nothing else tells the
/// end, or one of them blocked what all of them check alike, so that headers that pass are not those of the
/// call.
bool settles(Clues const& clues, ConsoleMessage const& message, Engine engine, Outcome const& outcome) {
  if (outcome.engine != engine || message.is_warning) return false;
  bool const is_open = outcome.verdict == Verdict::undetermined;
  if (!is_open && outcome.verdict != Verdict::allowed) return false;
  return (is_open && message.engines.contains(engine)) ||
         (holds_in_every_browser(message) &&
          (message.engines.contains(engine) || !is_said_to_work(clues.text, engine)));
}

/// A browser that says that it blocked the call did so, whatever else of the story is in the paste.
void believe_the_console(Clues const& clues, Judged& judged) {
  for (ConsoleMessage const& message : clues.console)
    for (Engine const engine : browser_engines) {
      Trace& trace = judged.traces[static_cast<std::size_t>(engine)];
      Outcome& outcome = trace.outcome;
      if (!settles(clues, message, engine, outcome)) continue;
      outcome.verdict = Verdict::blocked;
      outcome.stage = message.in_preflight ? Stage::preflight : Stage::response;
      if (!message.in_preflight) continue;
      // The story ends with the preflight.
      outcome.actual_sent = false;
      for (HopRecord& hop : trace.hops)
        hop.actual_sent = false;
    }
}

/// No recording tells the credentials mode. Where headers pass without credentials and not with them, and the
/// browser failed the call, it had them.
void suspect_credentials(paste::Pasted& pasted, Options const& options) {
  Exchange& exchange = pasted.exchange;
  auto& mode = exchange.request.credentials;
  auto const& failure = pasted.clues.failure_behind_an_answer;
  int const status = exchange.hops.back().response.status;
  if (!failure || mode.provenance != Provenance::assumed || status < 200 || status > 299) return;
  auto const verdict_with = [&](CredentialsMode value) {
    mode.value = value;
    TextStore store;
    Outcomes outcomes;
    judge_verdicts(exchange, options, store, outcomes);
    return outcomes[static_cast<std::size_t>(failure->by)].verdict;
  };
  auto const before = mode.value;
  bool const explains =
      verdict_with(CredentialsMode::include) == Verdict::blocked && verdict_with(before) == Verdict::allowed;
  mode.value = explains ? CredentialsMode::include : before;
  if (!explains) return;
  mode.span = failure->span;
  mode.because = pasted.store.keep(
      concat({engines::profile(failure->by).label, " failed the call, which nothing else here explains"}));
}

/// What the browsers print for this exchange, read back as the sentences of a paste are: so that those of the
/// paste can be held against it.
std::vector<ConsoleMessage> expected_console(Judged const& judged, TextStore& store) {
  std::vector<ConsoleMessage> expected;
  for (Engine const engine : browser_engines) {
    Trace const& trace = judged.traces[static_cast<std::size_t>(engine)];
    if (trace.outcome.verdict != Verdict::blocked || !trace.outcome.decided_at) continue;
    std::string lines;
    for (std::string const& line : engines::profile(engine).messages(trace)) {
      lines += line;
      lines += '\n';
    }
    auto const messages = paste::console_messages(store.keep(lines), store);
    expected.insert(expected.end(), messages.begin(), messages.end());
  }
  return expected;
}

/// What a guessed fact may be instead, as likely as not. Nothing for a fact that has no such other value.
bool turn(RequestGiven& request, std::string_view fact) {
  bool const insecure = starts_with_ignoring_case(request.url.value, "http:");
  if (fact == "credentials")
    request.credentials.value = request.credentials.value == CredentialsMode::include
                                    ? CredentialsMode::same_origin
                                    : CredentialsMode::include;
  else if (fact == "origin")
    request.origin.value = insecure ? "http://another-origin.invalid" : "https://another-origin.invalid";
  else if (fact == "method")
    request.method.value = request.method.value == "GET" ? "PUT" : "GET";
  else if (fact == "initiator")
    request.initiator.value = request.initiator.value == Initiator::fetch ? Initiator::xhr : Initiator::fetch;
  else
    return false;
  return true;
}

/// The fact as it was before its turn.
void restore(RequestGiven& request, RequestGiven const& from, std::string_view fact) {
  if (fact == "credentials") request.credentials.value = from.credentials.value;
  if (fact == "origin") request.origin.value = from.origin.value;
  if (fact == "method") request.method.value = from.method.value;
  if (fact == "initiator") request.initiator.value = from.initiator.value;
}

/// Guessed facts are run the other way too, one at a time and two at most, since this runs at each keystroke;
/// a verdict that turns is worth saying.
void mark_facts_that_matter(paste::Pasted& pasted, Options const& options, Judged const& judged,
                            Report& report) {
  Exchange& exchange = pasted.exchange;
  auto const turns = [&] {
    TextStore store;
    Outcomes others;
    judge_verdicts(exchange, options, store, others);
    return std::any_of(browser_engines.begin(), browser_engines.end(), [&](Engine engine) {
      Outcome const& other = others[static_cast<std::size_t>(engine)];
      auto const& console = pasted.clues.console;
      bool const is_settled = std::any_of(console.begin(), console.end(), [&](ConsoleMessage const& message) {
        return settles(pasted.clues, message, engine, other);
      });
      return (is_settled ? Verdict::blocked : other.verdict) !=
             judged.traces[static_cast<std::size_t>(engine)].outcome.verdict;
    });
  };
  RequestGiven const given = exchange.request;
  int runs = 0;
  for (std::string_view const name : {"credentials", "origin", "method", "initiator"})
    for (FactReport& fact : report.facts) {
      // What was inferred stands on evidence; only for credentials is it as thin as a guess.
      bool const guessed = fact.provenance == Provenance::assumed ||
                           (fact.provenance == Provenance::inferred && name == "credentials");
      if (fact.name != name || !guessed || runs == 2 || !turn(exchange.request, name)) continue;
      ++runs;
      fact.flips = turns();
      restore(exchange.request, given, name);
      // A cause that hangs on what nobody said is no certainty.
      if (fact.flips && fact.provenance == Provenance::assumed && !report.findings.empty() &&
          report.findings.front().category == Category::blocked)
        render::doubt(report);
    }
}

/// What the browsers make of an exchange: what proves a remedy.
remedies::Tried try_out(Exchange& exchange) {
  Outcomes outcomes;
  judge_verdicts(exchange, Options{}, exchange.store, outcomes);
  remedies::Tried tried;
  for (Engine const engine : browser_engines)
    if (outcomes[static_cast<std::size_t>(engine)].verdict == Verdict::allowed)
      tried.passes_in.insert(engine);
  Outcome& first = outcomes[static_cast<std::size_t>(browser_engines.front())];
  tried.is_preflighted = first.preflight_needed;
  tried.method = first.request_method;
  tried.request_headers = std::move(first.request_headers);
  return tried;
}

std::vector<SequenceReport> judge_sequence(Exchange const& exchange, Options const& options) {
  std::vector<SequenceReport> reports;
  std::array<fetch::PreflightCache, all_engines.size()> caches;
  for (TimedExchange const& timed : exchange.sequence) {
    Judged judged;
    judge(*timed.exchange, options, judged, &caches, timed.at);
    SequenceReport report;
    report.at = static_cast<double>(timed.at) / 1000;
    render::add_engines(judged.traces, options, report.engines);
    reports.push_back(std::move(report));
  }
  return reports;
}

} // namespace

Report run_pipeline(paste::Pasted& pasted, Options const& options, std::optional<ServerPolicy>* policy) {
  Judged judged;
  // A sequence is told by its first exchange, and its parts one by one.
  Exchange const& told = pasted.exchange.request.url.value.empty() && !pasted.exchange.sequence.empty()
                             ? *pasted.exchange.sequence.front().exchange
                             : pasted.exchange;
  if (&told == &pasted.exchange) suspect_credentials(pasted, options);
  judge(told, options, judged);
  believe_the_console(pasted.clues, judged);
  Diagnosis diagnosis{told, pasted.clues, judged.traces};
  if (!pasted.clues.console.empty()) diagnosis.expected = expected_console(judged, judged.store);
  if (policy) *policy = remedies::policy_needed(diagnosis);
  RuleFindings findings = rules::check(diagnosis);
  if (options.remedies)
    for (RuleFinding& finding : findings)
      finding.remedies = remedies::remedies_for(diagnosis, finding, options, try_out);
  Report report =
      render::build_report(diagnosis, std::move(findings), pasted.detected, pasted.blocks, options);
  if (&told == &pasted.exchange) mark_facts_that_matter(pasted, options, judged, report);
  if (!pasted.exchange.sequence.empty()) report.sequence = judge_sequence(pasted.exchange, options);
  return report;
}

Report diagnose(std::string_view text, Options const& options) {
  paste::Pasted pasted = paste::read(text, options);
  return run_pipeline(pasted, options);
}

Report diagnose_for(std::string_view text, Options const& options, std::optional<ServerPolicy>& policy) {
  paste::Pasted pasted = paste::read(text, options);
  return run_pipeline(pasted, options, &policy);
}

std::optional<Report> evaluate(std::string_view exchange_json, Options const& options, InputError& error) {
  paste::Pasted pasted;
  pasted.detected = {"exchange-json", Certainty::certain, "an Exchange as JSON"};
  if (!paste::read_exchange_json(exchange_json, pasted.exchange, error)) return std::nullopt;
  return run_pipeline(pasted, options);
}

} // namespace whycors
