#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return lacks_allow_credentials(failure) &&
           failure.value(names::access_control_allow_credentials).has_value();
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message, {"`Access-Control-Allow-Credentials` is `",
                           failure.value(names::access_control_allow_credentials).value_or(""),
                           "`; only `true`, in lower case and once, counts"});
  point_at_row(finding, *failure.answer, names::access_control_allow_credentials, {"must be exactly `true`"});
  add_credentials_evidence(finding, diagnosis);
  finding.help = "send `Access-Control-Allow-Credentials: true`, from one layer only";
}

} // namespace

extern Rule const acac_invalid_value;
constinit Rule const acac_invalid_value{
    .code = "WC3202",
    .name = "acac-invalid-value",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Credentials is not exactly `true`",
    .check = check,
    .told = "`Access-Control-Allow-Credentials` is not exactly `true`",
    .advice = "send the header once, with `true` in lower case and nothing else",
};

extern std::string_view const acac_invalid_value_explanation;
constinit std::string_view const acac_invalid_value_explanation = R"explain(
The one value that counts is `true`, in lower case. `True`, `1`, `yes`, `false` or `true, true` (from two layers) count as nothing.

**Mend it.** Send exactly `Access-Control-Allow-Credentials: true`, from one layer. To forbid credentials, leave the header out.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: True
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
