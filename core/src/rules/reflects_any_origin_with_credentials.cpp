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

/// An origin that people test with, and that nobody allows on purpose.
bool is_made_up(std::string_view origin) {
  return origin.find("://evil") != std::string_view::npos ||
         origin.find("://attacker") != std::string_view::npos;
}

void tell(Hop const& answers, std::string_view origin, Rule const& rule, RuleFindings& findings) {
  bool const by_preflight = lets_in(answers.preflight, origin);
  if (!by_preflight && !lets_in(answers.response, origin)) return;
  RuleFinding& finding = add(findings, rule, Severity::warning);
  finding.message =
      "the server let `" + std::string(origin) + "` in too, with credentials: it reflects any origin";
  point_at_row(finding, by_preflight ? answers.preflight : answers.response,
               names::access_control_allow_origin, {"the origin that asked, whoever it is"});
  finding.help = std::string(rule.advice);
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  auto const before = findings.size();
  auto const origin = diagnosis.exchange.request.origin.value;
  if (is_made_up(origin)) tell(diagnosis.exchange.first(), origin, rule, findings);
  for (OtherAnswer const& other : diagnosis.exchange.others)
    if (findings.size() == before && !other.origin.empty() && other.origin != origin)
      tell(other.answers, other.origin, rule, findings);
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

See [CORS protocol and credentials](https://fetch.spec.whatwg.org/#cors-protocol-and-credentials).
)explain";

} // namespace whycors::rules
