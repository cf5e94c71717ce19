#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// All names that the preflight asks for.
std::string joined(fetch::Failure const& failure) {
  std::string names;
  for (std::string_view const name : failure.hop->request_headers)
    append(names, {names.empty() ? "" : ", ", name});
  return names;
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return lists_were_read(failure) && has_header_wildcard(failure) &&
           !failure.first_refused_header().empty();
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  for (std::string_view const name : failure.refused_headers()) {
    if (finding.parameter.empty())
      finding.parameter = name;
    else
      finding.more_parameters.emplace_back(name);
  }
  append(finding.message, {"`Access-Control-Allow-Headers: *` does not cover `", finding.parameter, "`",
                           failure.include() ? ": with credentials `*` is only a header of that name" : ""});
  point_at_row(finding, *failure.answer, names::access_control_allow_headers, {"name the header here"});
  add_request_row(finding, diagnosis, finding.parameter, "the header that must be allowed");
  if (failure.include()) add_credentials_evidence(finding, diagnosis);
  append(finding.help, {"list the headers by name: `Access-Control-Allow-Headers: ", joined(failure), "`"});
}

} // namespace

extern Rule const acah_wildcard_not_covering;
constinit Rule const acah_wildcard_not_covering{
    .code = "WC3302",
    .name = "acah-wildcard-not-covering",
    .category = Category::blocked,
    .title = "`*` does not cover this header",
    .check = check,
    .told = "`*` in `Access-Control-Allow-Headers` does not cover[ `{}`]",
    .advice = "name[ `{}`] in `Access-Control-Allow-Headers`",
};

extern std::string_view const acah_wildcard_not_covering_explanation;
constinit std::string_view const acah_wildcard_not_covering_explanation = R"explain(
`*` in `Access-Control-Allow-Headers` stands for every header while no credentials are in play. With credentials mode `include` it is an ordinary name in every browser, Safari like the others. By the standard it never covers `Authorization`, though today's browsers still let it.

**Mend it.** Name the headers: `Access-Control-Allow-Headers: content-type, x-request-id`. Or drop the credentials where no cookie is needed.

```bad
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com", "method": "PUT", "credentials": "include", "headers": [["X-Request-Id", "1"]]},
 "preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "https://app.example.com"], ["Access-Control-Allow-Credentials", "true"], ["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Allow-Headers", "*"]]}}
```

```good
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com", "method": "PUT", "credentials": "include", "headers": [["X-Request-Id", "1"]]},
 "preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "https://app.example.com"], ["Access-Control-Allow-Credentials", "true"], ["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Allow-Headers", "x-request-id"]]}}
```
)explain";

} // namespace whycors::rules
