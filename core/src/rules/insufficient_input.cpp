#include "base/concat.hpp"
#include "base/curl.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

std::string what_to_paste(Missing const& missing) {
  if (missing.hop > 0)
    return missing.part == Missing::Part::preflight ? "the preflight's response of the redirect target"
                                                    : "the response of the redirect target";
  return missing.part == Missing::Part::preflight ? "the response to the preflight (OPTIONS)"
                                                  : "the response to the request";
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  EngineSet engines;
  Trace const* first = nullptr;
  for (Engine const engine : browser_engines) {
    Trace const& trace = diagnosis.trace(engine);
    if (trace.outcome.engine != engine) continue;
    bool const is_open = trace.outcome.verdict == Verdict::undetermined;
    // What a console alone tells is still without its proof.
    bool const is_told = trace.outcome.verdict == Verdict::blocked && !trace.outcome.decided_at;
    if (is_open) engines.insert(engine);
    if (!first && (is_open || is_told)) first = &trace;
  }
  if (!first) return;
  RuleFinding& finding = add(findings, rule, engines);
  finding.severity = Severity::note;
  Missing const& missing = first->outcome.missing;
  append(finding.message, {"not enough to tell: ", what_to_paste(missing), " is missing"});
  bool const knows_url = diagnosis.exchange.request.url.provenance != Provenance::assumed;
  HopRecord const* const hop = missing.hop < first->hops.size() ? &first->hops[missing.hop] : nullptr;
  if (!knows_url) {
    finding.help =
        "paste the red line of the console; or from DevTools, Network, the failed request: General, "
        "Response Headers and Request Headers, and those of its preflight (filter `method:OPTIONS`)";
  } else if (hop) {
    bool const is_preflight = missing.part == Missing::Part::preflight;
    CurlCommand command(is_preflight ? "OPTIONS" : hop->method);
    if (is_preflight) {
      std::string list;
      for (std::string_view const name : hop->request_headers)
        append(list, {list.empty() ? "" : ",", name});
      command.header("Origin", hop->preflight_origin)
          .header("Access-Control-Request-Method", hop->request_method)
          .header("Access-Control-Request-Headers", list);
    } else {
      command.header("Origin", hop->origin);
    }
    append(finding.help,
           {"paste what this prints: `", command.to(hop->url), "`; or in DevTools: Network, ",
            is_preflight ? "filter `method:OPTIONS`" : "the request", ", Headers, all of Response Headers"});
    if (diagnosis.exchange.request.preflight_seen)
      append(finding.help, {"; put the method of your call in place of `",
                            hop->request_method.empty() ? hop->method : hop->request_method,
                            "` where it is another, and its headers beside it"});
    if (diagnosis.exchange.request.origin.provenance == Provenance::assumed)
      append(finding.help, {"; put your page's origin in place of `", diagnosis.exchange.request.origin.value,
                            "`, which is a guess"});
  }
  finding.notes = diagnosis.clues.problems;
}

} // namespace

extern Rule const insufficient_input;
constinit Rule const insufficient_input{
    .code = "WC1002",
    .name = "insufficient-input",
    .category = Category::input,
    .title = "a needed part is not in the paste",
    .check = check,
    .told = "not enough to tell: the call failed, and this message does not say why",
    .advice = "open DevTools, Network, the failed request: its status and response headers, and those of the "
              "OPTIONS request above it (filter `method:OPTIONS`), tell the cause",
};

extern std::string_view const insufficient_input_explanation;
constinit std::string_view const insufficient_input_explanation = R"explain(
A part of the story is not in the paste, and without it the verdict would be a guess. “Failed to fetch”, “Load failed”, “NetworkError” and “Network Error” are what script sees of every failure; the reason stands in the console alone.

**What to do.** Paste what the report names. In DevTools: Network, reload, then the failing request and its preflight (`method:OPTIONS` in the filter), Headers, “Raw”. Or the red line of the console.

```example
TypeError: Failed to fetch
```

```counterexample
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
