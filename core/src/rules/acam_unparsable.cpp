#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.methods"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message, {"`Access-Control-Allow-Methods` is malformed (`",
                           failure.first_bad_token(names::access_control_allow_methods),
                           "` is no method name), which fails the whole preflight"});
  point_at_row(finding, *failure.answer, names::access_control_allow_methods,
               {"must be method names separated by commas"});
  finding.help = "write the methods with commas between them: `GET, PUT, DELETE`";
}

} // namespace

extern Rule const acam_unparsable;
constinit Rule const acam_unparsable{
    .code = "WC3403",
    .name = "acam-unparsable",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Methods is malformed",
    .check = check,
    .told = "`Access-Control-Allow-Methods` is malformed",
    .advice = "write methods with commas between them, and nothing else",
};

extern std::string_view const acam_unparsable_explanation;
constinit std::string_view const acam_unparsable_explanation = R"explain(
The header is a list of method names with commas between. One element that is no name (quotes, brackets, a space inside) fails the whole preflight, even of a call that needs nothing from the list.

**Mend it.** Write plain names: `PUT, PATCH, DELETE`. Brackets or quotes come from printing a list as the language shows it: join it with commas instead.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: ["PUT", "DELETE"]
Vary: Origin
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT, DELETE
Vary: Origin
```
)explain";

} // namespace whycors::rules
