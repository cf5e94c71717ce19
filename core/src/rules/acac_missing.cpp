#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return lacks_allow_credentials(failure) &&
           !failure.value(names::access_control_allow_credentials).has_value();
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message, {"the request is sent with credentials, and ", which_response(failure),
                           " has no `Access-Control-Allow-Credentials: true`"});
  point_at_missing(finding, *failure.answer, "the header is missing here",
                   {"access-control-allow-credentials: true"});
  add_credentials_evidence(finding, diagnosis);
  finding.help += "send `Access-Control-Allow-Credentials: true` on the preflight's response and on the real "
                  "one; or send the call without credentials";
}

} // namespace

extern Rule const acac_missing;
constinit Rule const acac_missing{
    .code = "WC3201",
    .name = "acac-missing",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Credentials is missing",
    .check = check,
    .told = "`Access-Control-Allow-Credentials: true` is missing where credentials are sent",
    .advice = "answer `Access-Control-Allow-Credentials: true` to the preflight and to the request; or send "
              "no credentials",
};

extern std::string_view const acac_missing_explanation;
constinit std::string_view const acac_missing_explanation = R"explain(
A call made with `credentials: 'include'` or `withCredentials = true` needs the server's word that it is meant to be read with credentials, beside the exact origin. It is needed on the preflight's response and on the response itself.

**Mend it.** Send `Access-Control-Allow-Credentials: true` to the origins on your list. If no cookie is needed, drop `credentials: 'include'` instead.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
```
)explain";

} // namespace whycors::rules
