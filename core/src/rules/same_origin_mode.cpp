#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::main_fetch, "12.mode-same-origin"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {"the request's mode is \"same-origin\", and ", failure.url(), " is of another origin"});
  finding.help = "leave `mode` out (it is then \"cors\"), or call a URL of the page's own origin";
}

} // namespace

extern Rule const same_origin_mode;
constinit Rule const same_origin_mode{
    .code = "WC4002",
    .name = "same-origin-mode",
    .category = Category::blocked,
    .title = "mode \"same-origin\" forbids calls to other origins",
    .check = check,
    .told = "mode `same-origin`, which a `<track>` has without `crossorigin` on its `<video>`, forbids calls "
            "to other origins",
    .advice =
        "remove `mode: 'same-origin'`; or set `crossorigin` on the `<video>`, and have it and its tracks "
        "answered with CORS headers",
};

extern std::string_view const same_origin_mode_explanation;
constinit std::string_view const same_origin_mode_explanation = R"explain(
`mode: 'same-origin'` tells the browser to refuse any URL of another origin before it sends anything. So no response header can help. A `<track>` is asked for in this mode where its `<video>` has no `crossorigin`.

**Mend it.** Leave `mode` out (`cors` is the default of `fetch()`), and let the server answer with CORS headers.

```bad
fetch('https://api.example.com/data', { mode: 'same-origin' })

// the page is https://app.example.com
```

```good
fetch('https://api.example.com/data')

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
```
)explain";

} // namespace whycors::rules
