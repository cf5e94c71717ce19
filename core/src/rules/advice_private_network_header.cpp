#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Header const* const row =
      diagnosis.exchange.first().preflight.headers.first("access-control-allow-private-network");
  if (!row) return;
  RuleFinding& finding = add(findings, rule, Severity::note);
  finding.message =
      "`Access-Control-Allow-Private-Network` has no effect any more: Chrome asks the person instead";
  point_at(finding, value_span(*row), {"of a mechanism that Chrome gave up"});
  finding.help = "remove it; see the code local-network-access";
}

} // namespace

extern Rule const advice_private_network_header;
constinit Rule const advice_private_network_header{
    .code = "WC9008",
    .name = "advice-private-network-header",
    .category = Category::hygiene,
    .title = "advice: Access-Control-Allow-Private-Network",
    .check = check,
};

extern std::string_view const advice_private_network_header_explanation;
constinit std::string_view const advice_private_network_header_explanation = R"explain(
`Access-Control-Allow-Private-Network: true` answered the preflights of Private Network Access, which Chrome gave up. Since Chrome 142 a page of a public site needs the person's permission to reach the local network (Local Network Access), and no header grants it.

**Mend it.** Leave the header out, serve the page over https, and let the person answer the prompt.

```bad
OPTIONS /data HTTP/1.1
Host: 192.168.1.10
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Private-Network: true
Access-Control-Max-Age: 7200
```

```good
OPTIONS /data HTTP/1.1
Host: 192.168.1.10
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 7200
```

See [Local Network Access](https://wicg.github.io/local-network-access/).
)explain";

} // namespace whycors::rules
