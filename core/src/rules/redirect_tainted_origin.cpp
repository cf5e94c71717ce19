#include "base/comma_list.hpp"
#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// Whether `null` is among several values: then it is their number that is refused.
bool lists_null(std::string_view values) {
  for (std::string_view const value : CommaList(values))
    if (value == "null") return true;
  return false;
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return has_other_allow_origin(failure) && failure.trace.hops.size() > 1 &&
           failure.request.origin != "null" &&
           !lists_null(failure.value(names::access_control_allow_origin).value_or("")) &&
           (failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin) == "null";
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {"after a redirect from one foreign origin to another the browser sends `Origin: null`, "
          "and the target allows only `",
          failure.value(names::access_control_allow_origin).value_or(""), "`"});
  point_at_row(finding, *failure.answer, names::access_control_allow_origin, {"is not `null`"});
  finding.help =
      "call the redirect target directly; allowing `null` instead would let in every sandboxed frame";
}

} // namespace

extern Rule const redirect_tainted_origin;
constinit Rule const redirect_tainted_origin{
    .code = "WC3604",
    .name = "redirect-tainted-origin",
    .category = Category::blocked,
    .title = "a redirect across origins made the origin `null`",
    .check = check,
    .told = "a redirect across origins made the origin `null`",
    .advice = "call the final URL directly",
};

extern std::string_view const redirect_tainted_origin_explanation;
constinit std::string_view const redirect_tainted_origin_explanation = R"explain(
When a call to a foreign origin is redirected to yet another one, the browser no longer vouches for the page and sends `Origin: null`. Only `*` (without credentials) or `null` matches that, and allowing `null` is unsafe.

**Mend it.** Call the final URL directly, or let your own server follow the redirect.

```bad
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com"},
 "response": {"status": 302, "headers": [["Location", "https://files.example.net/data"], ["Access-Control-Allow-Origin", "https://app.example.com"]]},
 "hops": [{"response": {"status": 200, "headers": [["Access-Control-Allow-Origin", "https://app.example.com"]]}}]}
```

```good
{"request": {"url": "https://files.example.net/data", "origin": "https://app.example.com"},
 "response": {"status": 200, "headers": [["Access-Control-Allow-Origin", "https://app.example.com"]]}}
```

See [the Origin header](https://fetch.spec.whatwg.org/#append-a-request-origin-header).
)explain";

} // namespace whycors::rules
