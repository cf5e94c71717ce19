#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  for (Engine const engine : browser_engines) {
    Outcome const& outcome = diagnosis.outcome(engine);
    if (!outcome.same_origin || outcome.verdict != Verdict::allowed) return;
  }
  if (diagnosis.exchange.request.origin.provenance == Provenance::assumed) return;
  HopRecord const& last = diagnosis.trace(Engine::chromium).hops.back();
  bool const is_refused = last.response && last.response->status / 100 == 4;
  // Headers that pass are no comfort then.
  if (is_refused)
    std::erase_if(findings, [](RuleFinding const& finding) { return finding.rule->name == "no-error"; });
  RuleFinding& finding = add(findings, rule, Severity::note);
  finding.message = "the page and the URL have the same origin, so CORS has no part in this call";
  finding.help =
      "look for another reason: the status of the response, the network, what the page does with the answer";
  if (!is_refused) return;
  append(finding.message,
         {": no browser refuses it, the server itself answers ", std::to_string(last.response->status)});
  point_at_status(finding, *last.response, {"the server's own answer"});
  finding.help = "look at the server, whose log tells why; some compare `Origin` with a list in which the "
                 "page's own is missing";
}

} // namespace

extern Rule const same_origin_call;
constinit Rule const same_origin_call{
    .code = "WC4005",
    .name = "same-origin-call",
    .category = Category::input,
    .title = "page and URL have the same origin",
    .check = check,
};

extern std::string_view const same_origin_call_explanation;
constinit std::string_view const same_origin_call_explanation = R"explain(
The page and the URL have the same scheme, host and port. CORS has no part in such a call: the browser lets the page read the answer whatever its headers.

**If it fails nevertheless.** Look at the status, at the network, and at redirects to another origin. With a development proxy the failure is behind it, and the server's log tells.

```example
GET /data HTTP/1.1
Host: app.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: text/plain
```

```counterexample
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

See [same origin](https://html.spec.whatwg.org/multipage/browsers.html#same-origin).
)explain";

} // namespace whycors::rules
