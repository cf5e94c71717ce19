#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!has_other_allow_origin(failure)) return false;
    auto const value = failure.value(names::access_control_allow_origin).value_or("");
    return failure.answer->headers.count(names::access_control_allow_origin) > 1 ||
           value.find_first_of(", ") != std::string::npos;
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  auto const rows = failure.answer->headers.count(names::access_control_allow_origin);
  auto const value = failure.value(names::access_control_allow_origin).value_or("");
  append(finding.message,
         {which_response(failure), " has more than one value in `Access-Control-Allow-Origin` (`", value,
          "`); only one is allowed"});
  bool primary = true;
  for (Header const& row : failure.answer->headers)
    if (byte_case_insensitive_match(row.name, names::access_control_allow_origin)) {
      point_at(finding, value_span(row), {primary ? "one value must remain" : "and here again"}, primary);
      primary = false;
    }
  auto const comma = value.find(',');
  bool const is_doubled =
      comma != std::string::npos &&
      value.substr(0, comma) == trim(std::string_view(value).substr(comma + 1), is_http_tab_or_space);
  if (rows > 1 || is_doubled || value.starts_with("*,"))
    note(finding, "as a rule two layers both add the header: the application and a proxy, gateway "
                  "or second middleware in front of it");
  finding.help = "let one layer alone set the CORS headers, and remove them from the other; to allow several "
                 "origins, answer with the one that asked";
}

} // namespace

extern Rule const acao_multiple;
constinit Rule const acao_multiple{
    .code = "WC3103",
    .name = "acao-multiple",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Origin has several values",
    .check = check,
    .told = "`Access-Control-Allow-Origin` has several values; only one is allowed",
    .advice =
        "where two layers set it, let one alone: remove it from the application, or hide the application's "
        "in the proxy in front; to allow several origins, answer with the one that asked",
};

extern std::string_view const acao_multiple_explanation;
constinit std::string_view const acao_multiple_explanation = R"explain(
`Access-Control-Allow-Origin` holds one origin, `*` or `null`. Two rows, or a list in one row, fail even where both values are the same. Nearly always two layers add it: the application and the proxy, gateway, CDN or second middleware in front, or an extension that “unblocks CORS”.

**Mend it.** Let one layer alone set it. In nginx `proxy_hide_header Access-Control-Allow-Origin;` drops the application's; or take it out of the application. To allow several origins, answer with the one that asked.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Origin: https://app.example.com
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```
)explain";

} // namespace whycors::rules
