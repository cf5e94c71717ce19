#include "support.hpp"

namespace whycors::rules {

namespace {

/// nginx and what is built on it.
bool is_nginx(Answer const& answer) {
  Header const* const server = answer.headers.first("server");
  return server && (starts_with_ignoring_case(server->value, "nginx") ||
                    starts_with_ignoring_case(server->value, "openresty"));
}

/// nginx passes no header on that has an underscore or a dot in its name. Where it then refuses or the
/// application behind it misses something, that is the likely reason.
void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Answer const& answer = diagnosis.exchange.first().response;
  if (!answer.received() || (answer.status != 400 && answer.status != 401 && answer.status != 403)) return;
  if (!is_nginx(answer)) return;
  for (Header const& row : diagnosis.exchange.request.headers) {
    if (row.name.find_first_of("_.") == std::string_view::npos) continue;
    RuleFinding& finding = add(findings, rule, Severity::warning);
    finding.certainty = Certainty::likely;
    finding.parameter = byte_lowercase(row.name);
    finding.message =
        "nginx drops the request header `" + finding.parameter + "`, so the application behind it misses it";
    point_at(finding, row.name_span, {"an underscore or a dot in the name"});
    point_at_status(finding, answer, {"and this is what the application makes of it"}, false);
    finding.help = "call it with hyphens, or set `underscores_in_headers on` (`ignore_invalid_headers off` "
                   "for dots) in the server block";
    return;
  }
}

} // namespace

extern Rule const request_header_dropped;
constinit Rule const request_header_dropped{
    .code = "WC4402",
    .name = "request-header-dropped",
    .category = Category::blocked,
    .title = "a proxy drops a request header",
    .check = check,
    .told = "a proxy drops the request header[ `{}`], so the application misses it",
    .advice = "give it a name of letters, digits and hyphens; or, in nginx, set `underscores_in_headers on`",
};

extern std::string_view const request_header_dropped_explanation;
constinit std::string_view const request_header_dropped_explanation = R"explain(
nginx (and what is built on it: OpenResty, ingress-nginx, many API gateways) drops request headers with an underscore or a dot in the name, and says so only in its error log. The preflight passes all the same, for there the name is only a value in a list. Then the application misses its key and answers 401 or 400. Names that begin with `X-` are not dropped.

**Mend it.** Give it a name of letters, digits and hyphens: `api-key`. Or set `underscores_in_headers on` in the server block (`ignore_invalid_headers off` for dots).

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
api_key: 1

HTTP/1.1 401 Unauthorized
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Server: nginx/1.22.1
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
api-key: 1

HTTP/1.1 401 Unauthorized
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Server: nginx/1.22.1
```

See [underscores_in_headers](https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers).
)explain";

} // namespace whycors::rules
