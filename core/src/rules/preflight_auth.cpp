#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// Whether a 403 speaks of authentication: in its headers, or in the marks that gateways leave in bodies.
bool names_authentication(Answer const& answer) {
  if (answer.headers.contains("www-authenticate")) return true;
  std::string const body = byte_lowercase(answer.body);
  for (std::string_view const mark : {"missing authentication token", "unauthenticated", "not authenticated",
                                      "authentication required", "access token", "does not have permission",
                                      "forbidden by iam", "missingauthenticationtoken", "api key"})
    if (body.find(mark) != std::string::npos) return true;
  return false;
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!preflight_status_fails(failure)) return false;
    return failure.answer->status == 401 ||
           (failure.answer->status == 403 && names_authentication(*failure.answer));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.parameter = failure.status();
  append(finding.message, {"the server wants the preflight to authenticate (", failure.status(),
                           "), and browsers never send cookies or Authorization with one"});
  point_at_status(finding, *failure.answer, {"a preflight must be answered with 200 to 299, by anybody"});
  if (!failure.answer->headers.contains(names::access_control_allow_origin))
    note(finding, "the answer has no `Access-Control-Allow-Origin` either, since CORS was not reached");
  finding.help = "answer OPTIONS before authentication runs: the preflight carries no credentials, by design";
}

} // namespace

extern Rule const preflight_auth;
constinit Rule const preflight_auth{
    .code = "WC3502",
    .name = "preflight-auth",
    .category = Category::blocked,
    .title = "the preflight was asked to authenticate",
    .check = check,
    .told = "the preflight is answered[ {}]: it was asked to authenticate, which no preflight can",
    .advice =
        "answer OPTIONS before authentication runs; browsers send no cookies and no Authorization with it",
};

extern std::string_view const preflight_auth_explanation;
constinit std::string_view const preflight_auth_explanation = R"explain(
A preflight asks whether a call would be welcome. It never carries cookies, `Authorization` or a client certificate, and nothing in the page can add them. A server that demands them answers 401 or 403, and the browser stops there. Often all CORS headers are in place, which misleads: the status alone fails it.

**Mend it.** Let OPTIONS through before authentication: CORS first in the application, `OPTIONS` exempt in the proxy, authorization “none” for OPTIONS in the gateway, and the same in a WAF or identity proxy in front.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: authorization

HTTP/1.1 401 Unauthorized
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: authorization
WWW-Authenticate: Bearer
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: authorization
Vary: Origin
```
)explain";

} // namespace whycors::rules
