#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::request_constructor, "25.2")) ||
           failure.at(step_id(Algorithm::xhr_open, "2")) || failure.at(step_id(Algorithm::xhr_open, "3")) ||
           failure.at(step_id(Algorithm::request_constructor, "32.1"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {"scripts may not send the method `", diagnosis.exchange.request.method.value, "`",
          failure.at(step_id(Algorithm::request_constructor, "32.1")) ? " in mode \"no-cors\"" : ""});
  if (auto const span = diagnosis.exchange.request.method.span; !span.empty())
    point_at(finding, span, {"refused by the API before anything is sent"});
  finding.help = "use another method; CONNECT, TRACE and TRACK can't be sent by any page";
}

} // namespace

extern Rule const forbidden_method;
constinit Rule const forbidden_method{
    .code = "WC4004",
    .name = "forbidden-method",
    .category = Category::blocked,
    .title = "scripts may not use this method",
    .check = check,
    .told = "scripts may not use this method",
    .advice = "use another method, or call from a server",
};

extern std::string_view const forbidden_method_explanation;
constinit std::string_view const forbidden_method_explanation = R"explain(
Scripts can't send `CONNECT`, `TRACE` or `TRACK`, nor a method that is no HTTP token. The API throws before anything goes out.

**Mend it.** Use another method. `TRACE` from a page could read cookies that script must not see, which is why it is closed for good.

```bad
fetch('https://api.example.com/data', { method: 'TRACE' })
```

```good
fetch('https://api.example.com/data', { method: 'GET' })
```

See [forbidden methods](https://fetch.spec.whatwg.org/#forbidden-method).
)explain";

} // namespace whycors::rules
