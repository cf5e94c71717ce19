#include <algorithm>

#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// A listed method that script can't use in any case; empty when there is none.
/// https://fetch.spec.whatwg.org/#forbidden-method
std::string_view forbidden_method_in(std::vector<std::string_view> const& methods) {
  for (std::string_view const method : methods)
    for (std::string_view const forbidden : {"TRACE", "CONNECT", "TRACK"})
      if (byte_case_insensitive_match(method, forbidden)) return method;
  return {};
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Answer const& answer = diagnosis.exchange.first().preflight;
  if (!answer.received()) return;
  auto const methods = fetch::extract_list(answer.headers, names::access_control_allow_methods).items;
  auto const headers = fetch::extract_list(answer.headers, names::access_control_allow_headers).items;
  auto const is_all = [](auto const& list) { return std::find(list.begin(), list.end(), "*") != list.end(); };
  std::string_view const forbidden = forbidden_method_in({methods.begin(), methods.end()});
  if (forbidden.empty() && !(is_all(methods) && is_all(headers))) return;
  RuleFinding& finding = add(findings, rule, Severity::note);
  if (!forbidden.empty())
    append(finding.message, {"the server allows `", forbidden,
                             "`, which no page can send: the list says "
                             "more than the API needs"});
  else
    finding.message = "every method and every header is allowed, whatever the API will learn to do with them";
  point_at_row(finding, answer, names::access_control_allow_methods, {"wider than it must be"});
  finding.help = "list the methods and headers that the API's own pages use, and no others";
}

} // namespace

extern Rule const over_broad_lists;
constinit Rule const over_broad_lists{
    .code = "WC7006",
    .name = "over-broad-lists",
    .category = Category::security,
    .title = "more methods and headers are allowed than a page can use",
    .check = check,
};

extern std::string_view const over_broad_lists_explanation;
constinit std::string_view const over_broad_lists_explanation = R"explain(
`Access-Control-Allow-Methods` and `Access-Control-Allow-Headers` are the part of the policy that people widen until the error goes away. `*` in both allows what the API will be able to do next year, too; `TRACE`, `CONNECT` and `TRACK` in the list are of no use, since no page may send them, and show that the list was copied.

**Mend it.** Name the methods and headers that your pages send, per route where routes differ. GET, HEAD and POST need not be listed, and neither does OPTIONS.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, PUT, TRACE
Vary: Origin
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Vary: Origin
```

See [forbidden methods](https://fetch.spec.whatwg.org/#forbidden-method).
)explain";

} // namespace whycors::rules
