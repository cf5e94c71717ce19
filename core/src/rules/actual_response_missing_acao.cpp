#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return lacks_allow_origin(failure) && !failure.in_preflight && failure.answer &&
           failure.answer->status < 400 && !failure.is_redirect() && failure.trace.hops.size() == 1 &&
           failure.trace.outcome.preflight_needed;
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.message =
      diagnosis.exchange.first().preflight.received()
          ? "the preflight is fine, but the response to the request itself has no "
            "`Access-Control-Allow-Origin`"
          : "the response to the request itself has no `Access-Control-Allow-Origin`, whatever its "
            "preflight was answered, which is not in the paste";
  point_at_missing(finding, *failure.answer, "the header is missing here",
                   {"access-control-allow-origin: ", failure.hop->origin});
  finding.help +=
      "send `Access-Control-Allow-Origin` with the real response too, not only with the answer to OPTIONS";
}

} // namespace

extern Rule const actual_response_missing_acao;
constinit Rule const actual_response_missing_acao{
    .code = "WC3105",
    .name = "actual-response-missing-acao",
    .category = Category::blocked,
    .title = "the preflight passes, the response has no Access-Control-Allow-Origin",
    .check = check,
    .told =
        "the preflight passes, and the response to the request itself has no `Access-Control-Allow-Origin`",
    .advice = "set the header on every response of the route, not on the answer to OPTIONS alone",
};

extern std::string_view const actual_response_missing_acao_explanation;
constinit std::string_view const actual_response_missing_acao_explanation = R"explain(
CORS headers are needed twice: on the answer to OPTIONS and on the answer to the call. Configs that add them only in the OPTIONS branch pass the preflight and fail here, and so does a gateway that answers OPTIONS for a function that sends no headers.

**Mend it.** Add `Access-Control-Allow-Origin` on every response of the route, errors too. In nginx take the `add_header` lines out of `if ($request_method = OPTIONS)`; behind API Gateway's proxy integration let the function send them.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Vary: Origin

PUT /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: application/json
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Vary: Origin

PUT /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Content-Type: application/json
```
)explain";

} // namespace whycors::rules
