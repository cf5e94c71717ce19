#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return has_other_allow_origin(failure) && failure.include() &&
           failure.value(names::access_control_allow_origin) == "*";
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.message = std::string(which_response(failure)) +
                    " allows any origin (`*`), but the request is sent with credentials";
  point_at_row(finding, *failure.answer, names::access_control_allow_origin,
               {"`*` matches no origin when credentials mode is \"include\""});
  add_credentials_evidence(finding, diagnosis);
  finding.help = "answer with the exact origin, `Access-Control-Allow-Credentials: true` and `Vary: Origin`; "
                 "or send the call without credentials";
}

} // namespace

extern Rule const acao_wildcard_with_credentials;
constinit Rule const acao_wildcard_with_credentials{
    .code = "WC3203",
    .name = "acao-wildcard-with-credentials",
    .category = Category::blocked,
    .title = "`*` where credentials are in play",
    .check = check,
    .told = "`*` is answered to a request with credentials, where it stands for no origin",
    .advice = "answer with the exact origin, `Access-Control-Allow-Credentials: true` and `Vary: Origin`; or "
              "send no credentials: `credentials: 'omit'`, `withCredentials = false`",
};

extern std::string_view const acao_wildcard_with_credentials_explanation;
constinit std::string_view const acao_wildcard_with_credentials_explanation = R"explain(
`*` means anybody, and no browser lets anybody read what was made for a person who is signed in. With credentials mode `include` the header must hold the exact origin, and `Access-Control-Allow-Credentials` must be `true`; there `*` is no wildcard in the other headers either.

Credentials are cookies, client certificates and HTTP authentication. A token that script puts into `Authorization` is none of them: such a call may stay with `*`, and needs only `Authorization` in `Access-Control-Allow-Headers`. And `*` beside `Access-Control-Allow-Credentials: true` is no fault for calls without credentials.

**Mend it.** Answer with the request's origin where it is on your list, with `Access-Control-Allow-Credentials: true` and `Vary: Origin`. Or drop `credentials: 'include'` (`withCredentials`) where no cookie is needed. Don't reflect every origin: that gives the data to all sites.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
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

See [CORS protocol and credentials](https://fetch.spec.whatwg.org/#cors-protocol-and-credentials).
)explain";

} // namespace whycors::rules
