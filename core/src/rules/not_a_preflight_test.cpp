#include <algorithm>

#include "base/concat.hpp"
#include "base/curl.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// The answer to OPTIONS alone, as a server gives it to a request that is no preflight: what it allows in
/// general, and nothing for the preflight's questions. Null when there is none, or when the request was one.
Answer const* general_answer(Diagnosis const& diagnosis) {
  if (diagnosis.clues.text.find("OPTIONS") == std::string_view::npos || !diagnosis.clues.console.empty())
    return nullptr;
  std::string const lower = byte_lowercase(diagnosis.clues.text.substr(0, 65536));
  bool const asks = lower.find("access-control-request-method:") != std::string::npos ||
                    lower.find("access-control-request-headers:") != std::string::npos;
  if (asks || lower.find("access-control-") == std::string::npos) return nullptr;
  for (Answer const* const answer :
       {&diagnosis.exchange.first().preflight, &diagnosis.exchange.first().response}) {
    bool const is_general = answer->received() && answer->headers.contains("allow") &&
                            answer->status_span.empty() &&
                            !answer->headers.contains(names::access_control_allow_methods) &&
                            !answer->headers.contains(names::access_control_allow_headers);
    if (is_general) return answer;
  }
  return nullptr;
}

/// Whether no fault is in what is known, so that such a test is what misleads.
bool proves_nothing(Diagnosis const& diagnosis) {
  return diagnosis.clues.console.empty() &&
         std::none_of(browser_engines.begin(), browser_engines.end(),
                      [&](Engine engine) { return diagnosis.outcome(engine).verdict == Verdict::blocked; });
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  if (Answer const* const answer = general_answer(diagnosis)) {
    RuleFinding& finding = add(findings, rule, Severity::note);
    finding.certainty = Certainty::likely;
    finding.message = "this reads like the answer to an OPTIONS request that is no preflight: it says what "
                      "the server allows in "
                      "general, and nothing of methods and headers of CORS";
    point_at_row(finding, *answer, "allow", {"the answer to plain OPTIONS"});
    finding.help = "send `Origin` and `Access-Control-Request-Method` with it, as a browser does";
    return;
  }
  for (HandMadeRequest const& test : diagnosis.clues.tests) {
    bool const is_preflight = test.has_request_method && test.has_origin;
    if (test.method != "OPTIONS" || is_preflight || (was_judged(diagnosis) && !proves_nothing(diagnosis)))
      continue;
    RuleFinding& finding = add(findings, rule, Severity::note);
    append(finding.message, {"this OPTIONS request is no preflight: it lacks ",
                             test.has_origin           ? "`Access-Control-Request-Method`"
                             : test.has_request_method ? "`Origin`"
                                                       : "`Origin` and `Access-Control-Request-Method`",
                             ", so the answer says nothing about CORS"});
    point_at(finding, test.span, {"no browser would send this as a preflight"});
    append(finding.help,
           {"test with what a browser sends: `",
            CurlCommand("OPTIONS")
                .header("Origin", diagnosis.exchange.request.origin.value)
                .header("Access-Control-Request-Method", diagnosis.exchange.request.method.value)
                .to(diagnosis.exchange.request.url.value),
            "`, with your origin, your method, and your headers in `Access-Control-Request-Headers`"});
    return;
  }
}

} // namespace

extern Rule const not_a_preflight_test;
constinit Rule const not_a_preflight_test{
    .code = "WC8001",
    .name = "not-a-preflight-test",
    .category = Category::input,
    .title = "this OPTIONS request is no preflight",
    .check = check,
    .told = "this OPTIONS request is no preflight, so its answer says nothing about CORS",
    .advice = "send `Origin` and `Access-Control-Request-Method` with it, as a browser does",
};

extern std::string_view const not_a_preflight_test_explanation;
constinit std::string_view const not_a_preflight_test_explanation = R"explain(
A preflight is OPTIONS with `Origin` **and** `Access-Control-Request-Method`. Without both, a server sees an ordinary OPTIONS request, and CORS libraries rightly stay silent; a 404 or 405 to it proves nothing either.

**Rather.** Test with what a browser sends:

```sh
curl -i -X OPTIONS https://api.example.com/items \
  -H 'Origin: https://app.example.com' \
  -H 'Access-Control-Request-Method: PUT' \
  -H 'Access-Control-Request-Headers: content-type'
```

```bad
$ curl -i -X OPTIONS https://api.example.com/items
HTTP/1.1 404 Not Found
Content-Length: 0
```

```good
$ curl -i -X OPTIONS https://api.example.com/items -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: PUT'
HTTP/1.1 404 Not Found
Content-Length: 0
```

See [CORS-preflight requests](https://fetch.spec.whatwg.org/#cors-preflight-request).
)explain";

} // namespace whycors::rules
