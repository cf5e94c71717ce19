#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  for (Engine const engine : browser_engines) {
    Outcome const& outcome = diagnosis.outcome(engine);
    if (!outcome.same_origin || outcome.verdict != Verdict::allowed) return;
  }
  if (diagnosis.exchange.request.origin.provenance == Provenance::assumed) return;
  RuleFinding finding{.rule = &rule, .severity = Severity::note};
  finding.message = "the page and the URL have the same origin, so CORS has no part in this call";
  finding.help =
      "look for another reason: the status of the response, the network, what the page does with the answer";
  findings.push_back(std::move(finding));
}

} // namespace

extern Rule const same_origin_call;
constinit Rule const same_origin_call{
    .code = "WC4005",
    .name = "same-origin-call",
    .category = Category::hygiene,
    .title = "page and URL have the same origin",
    .check = check,
};

extern std::string_view const same_origin_call_explanation;
constinit std::string_view const same_origin_call_explanation = R"explain(
The page and the URL have the same scheme, host and port. CORS has no part in such a call: the browser lets the page read the answer whatever its headers. If it fails nevertheless, the reason is another one: the status, the network, or a redirect to another origin on the way.

```bad
GET /data HTTP/1.1
Host: app.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: text/plain
```
)explain";

} // namespace whycors::rules
