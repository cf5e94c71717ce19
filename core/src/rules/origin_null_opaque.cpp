#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return has_other_allow_origin(failure) && failure.request.origin == "null";
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {"the page has an opaque origin, so the browser sends `Origin: null`, which `",
          failure.value(names::access_control_allow_origin).value_or(""), "` does not match"});
  point_at_row(finding, *failure.answer, names::access_control_allow_origin, {"is not `null`"});
  note(finding, "pages from file:, data: URLs and sandboxed frames have no origin of their own");
  finding.help = "serve the page over http or https (for a sandboxed frame: `allow-same-origin`); don't "
                 "allow `null`, which any page can make itself";
}

} // namespace

extern Rule const origin_null_opaque;
constinit Rule const origin_null_opaque{
    .code = "WC4102",
    .name = "origin-null-opaque",
    .category = Category::blocked,
    .title = "the page has no origin of its own (`null`)",
    .check = check,
    .told = "the page has no origin of its own and sends `Origin: null`",
    .advice =
        "give the page an origin: serve it over http, or drop `sandbox`; never allow `null` on the server",
};

extern std::string_view const origin_null_opaque_explanation;
constinit std::string_view const origin_null_opaque_explanation = R"explain(
A page opened from a file, from a `data:` URL or in a sandboxed frame has an opaque origin, which is sent as `null`; so is the origin after a redirect across origins. Allowing `null` lets in every such page of anybody.

**Mend it.** Give the page a real origin: serve it over http, or add `allow-same-origin` to the sandbox where its content is your own. For public data without credentials, `*` allows these pages too.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
```
)explain";

} // namespace whycors::rules
