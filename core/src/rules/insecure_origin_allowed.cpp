#include "base/url.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Answer const& answer = diagnosis.exchange.hops.back().response;
  Header const* const row = answer.headers.first(names::access_control_allow_origin);
  auto const origin = row ? Url::parse(row->value) : std::nullopt;
  if (!origin || origin->scheme() != "http" || row->value.find("localhost") != std::string_view::npos ||
      row->value.find("127.0.0.1") != std::string_view::npos)
    return;
  Header const* const credentials = answer.headers.first("access-control-allow-credentials");
  if (!credentials || credentials->value != "true") return;
  RuleFinding& finding = add(findings, rule, Severity::warning);
  finding.message =
      "a page on http may read this API with credentials, and anybody on the network can change that page";
  point_at(finding, value_span(*row), {"an origin on http"});
  finding.help = "serve the page over https and allow that origin alone";
}

} // namespace

extern Rule const insecure_origin_allowed;
constinit Rule const insecure_origin_allowed{
    .code = "WC7005",
    .name = "insecure-origin-allowed",
    .category = Category::security,
    .title = "an insecure origin may read a secure API",
    .check = check,
};

extern std::string_view const insecure_origin_allowed_explanation;
constinit std::string_view const insecure_origin_allowed_explanation = R"explain(
A page that came over http can be changed by anybody on the way, and with it what it reads from the API. Where credentials are allowed, that means the data of the person who is signed in.

**Mend it.** Allow the https origin alone. `http://localhost` and `http://127.0.0.1` are fine for development; keep them off the list of the live server.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: http://app.example.com
Cookie: id=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://app.example.com
Access-Control-Allow-Credentials: true
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: id=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
```

See [CORS protocol and credentials](https://fetch.spec.whatwg.org/#cors-protocol-and-credentials).
)explain";

} // namespace whycors::rules
