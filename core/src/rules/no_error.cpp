#include "base/concat.hpp"
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
  return concat({why, trace.outcome.preflight_needed ? "; the preflight allows the method and every header"
                                                     : "; no preflight is needed"});
}

/// Whether the verdict rests on what the paste leaves open: a part of an answer, or which page asks where not
/// all may.
bool is_guess(Diagnosis const& diagnosis) {
  Header const* const allowed =
      diagnosis.exchange.hops.back().response.headers.first(names::access_control_allow_origin);
  if (diagnosis.exchange.request.origin.provenance == Provenance::assumed && allowed &&
      allowed->value != "*" && !diagnosis.clues.text.empty())
    return true;
  return std::any_of(diagnosis.exchange.hops.begin(), diagnosis.exchange.hops.end(),
                     [](Hop const& hop) { return hop.preflight.is_excerpt || hop.response.is_excerpt; });
}

/// Whether all that is known is the preflight, and it passes.
bool only_the_preflight_is_known(Diagnosis const& diagnosis) {
  for (Engine const engine : browser_engines) {
    Trace const& trace = diagnosis.trace(engine);
    Missing const& missing = trace.outcome.missing;
    bool const passed = trace.outcome.verdict == Verdict::undetermined &&
                        missing.part == Missing::Part::response && missing.hop == 0 &&
                        trace.outcome.preflight_sent && diagnosis.exchange.first().preflight.received();
    if (!passed) return false;
  }
  return diagnosis.clues.console.empty();
}

/// Whether all that is known is a browser's warning, which blocks nothing.
bool is_only_warned(Diagnosis const& diagnosis) {
  auto const& console = diagnosis.clues.console;
  Hop const& hop = diagnosis.exchange.first();
  return !console.empty() && !hop.preflight.received() && !hop.response.received() &&
         std::all_of(console.begin(), console.end(),
                     [](ConsoleMessage const& message) { return message.is_warning; });
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  if (is_only_warned(diagnosis)) {
    RuleFinding& finding = add(findings, rule, Severity::note);
    finding.certainty = Certainty::likely;
    finding.message = "nothing is blocked: the browser only warns, and lets the page read the response today";
    point_at(finding, diagnosis.clues.console.front().span, {"a warning"});
    finding.help = "if the call fails nevertheless, paste the line in red, or the response to the request";
    return;
  }
  if (only_the_preflight_is_known(diagnosis)) {
    RuleFinding& finding = add(findings, rule, Severity::note);
    finding.certainty = Certainty::likely;
    finding.message = "nothing is wrong with this preflight, which passes in every browser; the response to "
                      "the request itself "
                      "is not in the paste";
    finding.help = "paste the response to the request as well: it needs `Access-Control-Allow-Origin` too";
    return;
  }
  for (Engine const engine : browser_engines)
    if (diagnosis.outcome(engine).verdict != Verdict::allowed) return;
  Trace const& trace = diagnosis.trace(Engine::chromium);
  RuleFinding& finding = add(findings, rule, EngineSet::browsers());
  finding.severity = Severity::note;
  append(finding.message, {"nothing is wrong with these headers: ", reason(diagnosis, trace)});
  if (HopRecord const& last = trace.hops.back(); last.response && last.response->status >= 400)
    append(finding.message,
           {"; the page can read that the server answers ", std::to_string(last.response->status)});
  if (is_guess(diagnosis)) finding.certainty = Certainty::likely;
  bool const is_insecure = starts_with_ignoring_case(diagnosis.exchange.request.url.value, "http:") &&
                           starts_with_ignoring_case(diagnosis.exchange.request.origin.value, "https:");
  if (is_insecure)
    note(finding, "this was tried on http: a page on https has to call the URL on https (mixed content)");
  finding.help = "if the page still fails, look at what it does with the response, at its console, and "
                 "whether this is the request that fails";
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
Every browser would let the page read this response. Some things that look like faults are none: GET, HEAD and POST need no entry in `Access-Control-Allow-Methods`; `Access-Control-Allow-Headers` is not needed where no header needs it; `Access-Control-Allow-Credentials: true` beside `*` is ignored without credentials; 204 is as good as 200.

**If it fails nevertheless.** Paste the failing request itself: the one in red, with its OPTIONS request. The answer may differ from call to call (a cache, one server of several), or the failure is elsewhere: in the page's own policy, in a cookie, in the code behind.

```example
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

```counterexample
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
