#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return method_refused(failure) && !method_in_other_case(failure).empty();
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  std::string const method(failure.hop->request_method);
  std::string const listed(method_in_other_case(failure));
  finding.parameter = method;
  append(finding.message, {"the method is `", method, "` and the server allows `", listed,
                           "`: methods are compared with their case"});
  point_at_row(finding, *failure.answer, names::access_control_allow_methods,
               {"`", listed, "` is another method than `", method, "`"});
  finding.help = method == byte_lowercase(method)
                     ? "write the method in capitals in the call: only DELETE, GET, HEAD, OPTIONS, POST and "
                       "PUT are put right by the browser, PATCH is not"
                     : concat({"list the method as `", method, "` in `Access-Control-Allow-Methods`"});
}

} // namespace

extern Rule const acam_method_case;
constinit Rule const acam_method_case{
    .code = "WC3402",
    .name = "acam-method-case",
    .category = Category::blocked,
    .title = "the method is listed in another case",
    .check = check,
    .told = "the method[ {}] is listed in another case",
    .advice = "methods are compared letter by letter: write them in capitals on both sides",
};

extern std::string_view const acam_method_case_explanation;
constinit std::string_view const acam_method_case_explanation = R"explain(
Methods are compared with their case. `fetch()` and XMLHttpRequest write `DELETE`, `GET`, `HEAD`, `OPTIONS`, `POST` and `PUT` in capitals whatever the code says, but not `PATCH`: `method: 'patch'` asks for another method than `PATCH`. And a server's list in lower case matches nothing.

**Mend it.** Write methods in capitals, in the call and in the list.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: patch

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PATCH
Vary: Origin
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PATCH

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PATCH
Vary: Origin
```
)explain";

} // namespace whycors::rules
