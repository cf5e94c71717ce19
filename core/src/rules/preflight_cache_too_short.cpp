#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Outcome const& outcome = diagnosis.outcome(Engine::chromium);
  Answer const& answer = diagnosis.exchange.first().preflight;
  if (!outcome.preflight_sent || !outcome.preflight_max_age || answer.is_excerpt) return;
  if (*outcome.preflight_max_age >= 60) return;
  RuleFinding& finding = add(findings, rule, Severity::note);
  Header const* const row = answer.headers.first(names::access_control_max_age);
  finding.message = row ? "the preflight is kept for less than a minute, so most calls cost two round trips"
                        : "without `Access-Control-Max-Age` a preflight is kept for five seconds, so most "
                          "calls cost two round "
                          "trips";
  if (row)
    point_at(finding, value_span(*row), {"seconds"});
  else
    point_at_missing(finding, answer, "nothing says how long it may be kept",
                     {"access-control-max-age: 7200"});
  finding.help += "answer `Access-Control-Max-Age: 7200` to the preflight";
}

} // namespace

extern Rule const preflight_cache_too_short;
constinit Rule const preflight_cache_too_short{
    .code = "WC3902",
    .name = "preflight-cache-too-short",
    .category = Category::hygiene,
    .title = "each call costs a preflight",
    .check = check,
    .told = "the preflight is not kept, so that each call costs two round trips",
    .advice = "answer `Access-Control-Max-Age: 7200` to the preflight",
};

extern std::string_view const preflight_cache_too_short_explanation;
constinit std::string_view const preflight_cache_too_short_explanation = R"explain(
Without `Access-Control-Max-Age` a preflight is kept for five seconds, so nearly every call costs two round trips. It is kept per URL and per credentials mode, not per server: calls to `/items/1` and `/items/2` have a preflight each. “Disable cache” in DevTools switches it off.

**Mend it.** Answer `Access-Control-Max-Age: 7200` to the preflight. Chromium keeps it for two hours at most, Firefox for a day, Safari for ten minutes: each cuts the number to its own limit.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Content-Length: 0
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 7200
```

See [CORS-preflight cache](https://fetch.spec.whatwg.org/#concept-cache).
)explain";

} // namespace whycors::rules
