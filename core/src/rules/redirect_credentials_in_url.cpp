#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::http_redirect_fetch, "9")) ||
           failure.at(step_id(Algorithm::http_redirect_fetch, "10"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.message =
      "the redirect leads to a URL with a user name or password in it, which browsers refuse across origins";
  if (failure.answer)
    point_at_row(finding, *failure.answer, names::location, {"the credentials are in here"});
  finding.help = "redirect to the URL without `user:password@`";
}

} // namespace

extern Rule const redirect_credentials_in_url;
constinit Rule const redirect_credentials_in_url{
    .code = "WC3603",
    .name = "redirect-credentials-in-url",
    .category = Category::blocked,
    .title = "a redirect leads to a URL with a user name or password",
    .check = check,
    .told = "a redirect leads to a URL with a user name or password in it",
    .advice = "take user name and password out of the `Location`",
};

extern std::string_view const redirect_credentials_in_url_explanation;
constinit std::string_view const redirect_credentials_in_url_explanation = R"explain(
A redirect must not hand a user name or password inside a URL to another origin.

**Mend it.** Take `user:password@` out of the `Location`, and send what is needed in a header.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 302 Found
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Location: https://user:pass@files.example.net/data
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 302 Found
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Location: https://api.example.com/v2/data
```
)explain";

} // namespace whycors::rules
