#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  for (Hop const& hop : diagnosis.exchange.hops)
    for (Answer const* const answer : {&hop.preflight, &hop.response}) {
      Header const* const row = answer->headers.first(names::access_control_allow_origin);
      if (!row || row->value != "null") continue;
      RuleFinding& finding = add(findings, rule, Severity::warning);
      finding.message = "the server allows the origin `null`, which any page can take on";
      point_at(finding, value_span(*row), {"every sandboxed frame sends this origin"});
      finding.help = "take `null` off the list, and serve the page over http so that it has an origin";
      return;
    }
}

} // namespace

extern Rule const allows_null_origin;
constinit Rule const allows_null_origin{
    .code = "WC7002",
    .name = "allows-null-origin",
    .category = Category::security,
    .title = "the origin `null` is allowed",
    .check = check,
    .told = "the server is told to allow the origin `null`, which any page can have",
    .advice = "take `null` off the list, and give the page that needs it an origin of its own",
};

extern std::string_view const allows_null_origin_explanation;
constinit std::string_view const allows_null_origin_explanation = R"explain(
`Origin: null` is what sandboxed frames, pages from disk and redirects across origins send. Anybody can make a page that sends it, so `Access-Control-Allow-Origin: null` lets everybody in, with credentials if those are allowed.

**Mend it.** Take `null` off the list, and give the page an origin of its own. For public data `*` says the same without pretending to be a list.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: null
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
