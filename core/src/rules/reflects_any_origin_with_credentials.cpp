#include "support.hpp"

namespace whycors::rules {

namespace {

/// Whether an answer lets its origin in, with credentials.
bool lets_in(Answer const& answer, std::string_view origin) {
  Header const* const allowed = answer.headers.first(names::access_control_allow_origin);
  Header const* const credentials = answer.headers.first("access-control-allow-credentials");
  return answer.received() && allowed && allowed->value == origin && credentials &&
         credentials->value == "true";
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  for (OtherAnswer const& other : diagnosis.exchange.others) {
    bool const is_foreign = !other.origin.empty() && other.origin != diagnosis.exchange.request.origin.value;
    if (!is_foreign ||
        (!lets_in(other.answers.preflight, other.origin) && !lets_in(other.answers.response, other.origin)))
      continue;
    RuleFinding finding{.rule = &rule, .severity = Severity::warning};
    finding.message =
        "the server let `" + std::string(other.origin) + "` in too, with credentials: it reflects any origin";
    finding.help = std::string(rule.advice);
    findings.push_back(std::move(finding));
    return;
  }
}

} // namespace

extern Rule const reflects_any_origin_with_credentials;
constinit Rule const reflects_any_origin_with_credentials{
    .code = "WC7001",
    .name = "reflects-any-origin-with-credentials",
    .category = Category::security,
    .title = "any origin is let in, with credentials",
    .check = check,
    .told = "any origin is reflected and credentials are allowed, so every site can read what the signed-in "
            "person can",
    .advice = "answer with the origin only when it is on a list of known ones",
};

extern std::string_view const reflects_any_origin_with_credentials_explanation;
constinit std::string_view const reflects_any_origin_with_credentials_explanation = R"explain(
Answering with whatever origin asked, together with `Access-Control-Allow-Credentials: true`, switches the protection off: every site that somebody visits while signed in can read the API in their name. Compare with a list of known origins first.

```bad
add_header Access-Control-Allow-Origin $http_origin always;
add_header Access-Control-Allow-Credentials true always;
```

```good
add_header Access-Control-Allow-Origin https://app.example.com always;
add_header Access-Control-Allow-Credentials true always;
```
)explain";

} // namespace whycors::rules
