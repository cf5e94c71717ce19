#include "base/concat.hpp"
#include "base/curl.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  for (HandMadeRequest const& test : diagnosis.clues.tests) {
    if (test.method == "OPTIONS" || test.has_origin || was_judged(diagnosis)) continue;
    RuleFinding& finding = add(findings, rule, Severity::note);
    finding.message = "this request carries no `Origin`, so it is no CORS request, and what its answer lacks "
                      "proves nothing";
    point_at(finding, test.span, {"sent without Origin"});
    append(
        finding.help,
        {"send it as a browser would: `",
         CurlCommand().header("Origin", "https://your-page.example").to(diagnosis.exchange.request.url.value),
         "`"});
    return;
  }
}

} // namespace

extern Rule const not_a_cors_request;
constinit Rule const not_a_cors_request{
    .code = "WC8002",
    .name = "not-a-cors-request",
    .category = Category::input,
    .title = "this request carries no Origin, so it is none of CORS",
    .check = check,
};

extern std::string_view const not_a_cors_request_explanation;
constinit std::string_view const not_a_cors_request_explanation = R"explain(
Servers answer CORS headers to requests that carry `Origin`. A test without it (a plain `curl`, a visit to the URL itself, Postman) is no CORS request, and an answer without `Access-Control-Allow-Origin` to it proves nothing.

**Rather.** Add `-H 'Origin: https://app.example.com'`, with your page's origin, and send the OPTIONS request too where the call needs a preflight. `whycors preflight` prints it.

```bad
$ curl -I https://api.example.com/items
HTTP/1.1 200 OK
Content-Type: application/json
```

```good
$ curl -i https://api.example.com/items -H 'Origin: https://app.example.com'
HTTP/1.1 200 OK
Content-Type: application/json
```

See [CORS requests](https://fetch.spec.whatwg.org/#cors-request).
)explain";

} // namespace whycors::rules
