#include "support.hpp"

namespace whycors::rules {

namespace {

/// Why the call passes, in the words of the step that let it.
std::string reason(Diagnosis const& diagnosis, Trace const& trace) {
  if (trace.outcome.same_origin) return "the URL is of the page's own origin, so CORS does not apply";
  HopRecord const& last = trace.hops.back();
  bool const wildcard = last.response && last.response->headers.first(names::access_control_allow_origin) &&
                        last.response->headers.first(names::access_control_allow_origin)->value == "*";
  std::string why = wildcard ? "`Access-Control-Allow-Origin: *` suffices, since no credentials are in play"
                             : "`Access-Control-Allow-Origin` is the page's origin";
  if (diagnosis.exchange.request.credentials == CredentialsMode::include)
    why += ", and credentials are allowed";
  return why + (trace.outcome.preflight_needed ? "; the preflight allows the method and every header"
                                               : "; no preflight is needed");
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  for (Engine const engine : browser_engines)
    if (diagnosis.outcome(engine).verdict != Verdict::allowed) return;
  Trace const& trace = diagnosis.trace(Engine::chromium);
  RuleFinding finding{.rule = &rule, .engines = EngineSet::browsers(), .severity = Severity::note};
  finding.message = "nothing is wrong with these headers: " + reason(diagnosis, trace);
  finding.help = "if the page still fails, look at what it does with the response, at its console, and "
                 "whether this is the request that fails";
  findings.push_back(std::move(finding));
}

} // namespace

extern Rule const no_error;
constinit Rule const no_error{
    .code = "WC1001",
    .name = "no-error",
    .category = Category::input,
    .title = "these headers pass",
    .check = check,
};

extern std::string_view const no_error_explanation;
constinit std::string_view const no_error_explanation = R"explain(
Every browser would let the page read this response. When the page fails all the same, the pasted request is not the failing one, the answer differs from call to call, or the failure is elsewhere.
)explain";

} // namespace whycors::rules
