#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [&](fetch::Failure const& failure) {
    if (lacks_allow_origin(failure)) return refusal_of(diagnosis, failure).reason == RefusedFor::method;
    return method_refused(failure) && method_in_other_case(failure).empty();
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  std::string const method(failure.hop->request_method);
  finding.parameter = method;
  bool const present = failure.answer->headers.contains(names::access_control_allow_methods);
  bool const wildcard = failure.value(names::access_control_allow_methods) == "*";
  append(finding.message, {"the preflight's response does not allow the method `", method, "`",
                           wildcard ? ": with credentials `*` is only a method of that name" : ""});
  if (present)
    point_at_row(finding, *failure.answer, names::access_control_allow_methods,
                 {"`", method, "` is not listed"});
  else
    point_at_missing(finding, *failure.answer, "the header is missing here",
                     {"access-control-allow-methods: ", method});
  finding.help += "add `" + method + "` to `Access-Control-Allow-Methods` in the answer to OPTIONS";
  if (lacks_allow_origin(failure))
    note(finding, "the server left out all CORS headers because of it, so the browser speaks of a "
                  "missing `Access-Control-Allow-Origin`");
}

} // namespace

extern Rule const acam_missing_method;
constinit Rule const acam_missing_method{
    .code = "WC3401",
    .name = "acam-missing-method",
    .category = Category::blocked,
    .title = "the method is not allowed",
    .check = check,
    .told = "the preflight's response does not allow the method[ {}]",
    .advice = "add[ {}] to `Access-Control-Allow-Methods` in the answer to OPTIONS",
};

extern std::string_view const acam_missing_method_explanation;
constinit std::string_view const acam_missing_method_explanation = R"explain(
Any method but GET, HEAD and POST must be in `Access-Control-Allow-Methods` of the preflight's response. Those three never need to be, nor does OPTIONS. `*` stands for all of them while no credentials are in play.

**Mend it.** Add the method to the preflight's response. `Allow` is another header and does not count; nor does the list on the response to the call.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, POST
Vary: Origin
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, POST, PUT
Vary: Origin
```
)explain";

} // namespace whycors::rules
