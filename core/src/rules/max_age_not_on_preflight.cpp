#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Hop const& hop = diagnosis.exchange.first();
  Header const* const row = hop.response.headers.first(names::access_control_max_age);
  if (!row || !hop.preflight.received() || hop.preflight.headers.contains(names::access_control_max_age))
    return;
  RuleFinding& finding = add(findings, rule, Severity::note);
  finding.message =
      "`Access-Control-Max-Age` stands on the response to the request, where no browser reads it";
  point_at(finding, value_span(*row), {"belongs on the answer to OPTIONS"});
  finding.help = "send it with the answer to OPTIONS";
}

} // namespace

extern Rule const max_age_not_on_preflight;
constinit Rule const max_age_not_on_preflight{
    .code = "WC3903",
    .name = "max-age-not-on-preflight",
    .category = Category::hygiene,
    .title = "Access-Control-Max-Age stands on the wrong response",
    .check = check,
};

extern std::string_view const max_age_not_on_preflight_explanation;
constinit std::string_view const max_age_not_on_preflight_explanation = R"explain(
`Access-Control-Max-Age` says how long a preflight may be kept, and is read from the preflight's response only. On the response to the call it does nothing.

**Mend it.** Send it with the answer to OPTIONS.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT

PUT /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Max-Age: 600
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

PUT /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
```

See [Access-Control-Max-Age](https://fetch.spec.whatwg.org/#http-access-control-max-age).
)explain";

} // namespace whycors::rules
