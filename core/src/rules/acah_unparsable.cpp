#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.headers"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message, {"`Access-Control-Allow-Headers` is malformed (`",
                           failure.first_bad_token(names::access_control_allow_headers),
                           "` is no header name), which fails the whole preflight"});
  point_at_row(finding, *failure.answer, names::access_control_allow_headers,
               {"must be header names separated by commas"});
  finding.help = "write the header names with commas between them: `Content-Type, Authorization`";
}

} // namespace

extern Rule const acah_unparsable;
constinit Rule const acah_unparsable{
    .code = "WC3303",
    .name = "acah-unparsable",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Headers is malformed",
    .check = check,
    .told = "`Access-Control-Allow-Headers` is malformed",
    .advice = "write header names with commas between them, and nothing else",
};

extern std::string_view const acah_unparsable_explanation;
constinit std::string_view const acah_unparsable_explanation = R"explain(
The header is a list of header names with commas between. One element that is no name (quotes, brackets, a space or colon inside) fails the whole preflight, even of a call that needs nothing from the list.

**Mend it.** Write plain names with commas: `Content-Type, Authorization`. Two names with a space between are one name that nobody has.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type Authorization
Vary: Origin
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, Authorization
Vary: Origin
```
)explain";

} // namespace whycors::rules
