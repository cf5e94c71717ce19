#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  // What elements show, no page reads.
  if (diagnosis.exchange.request.initiator != Initiator::fetch) return;
  EngineSet engines;
  for (Engine const engine : browser_engines)
    if (diagnosis.outcome(engine).verdict == Verdict::opaque &&
        diagnosis.exchange.request.mode == RequestMode::no_cors)
      engines.insert(engine);
  if (engines.empty()) return;
  RuleFinding& finding = add(findings, rule, engines);
  finding.message = "mode \"no-cors\" does not switch CORS off: the response arrives, but the page can read "
                    "neither its status nor its body";
  if (auto const span = diagnosis.exchange.request.mode.span; !span.empty())
    point_at(finding, span, {"makes the response opaque"});
  finding.help = "remove `mode: 'no-cors'`, and have the server send the CORS headers";
}

} // namespace

extern Rule const opaque_no_cors;
constinit Rule const opaque_no_cors{
    .code = "WC4003",
    .name = "opaque-no-cors",
    .category = Category::blocked,
    .title = "mode \"no-cors\" gives a response that no script can read",
    .check = check,
    .told = "mode `no-cors` gives a response that no script can read",
    .advice = "remove `mode: 'no-cors'`; the server has to allow the origin instead",
};

extern std::string_view const opaque_no_cors_explanation;
constinit std::string_view const opaque_no_cors_explanation = R"explain(
`mode: 'no-cors'` asks for a response that script may not look into. The status reads 0 and the body is empty, always; custom headers and methods but GET, HEAD and POST are dropped or refused. Chrome's console proposes it, and it suits pings and caches, but it never helps to read data.

**Mend it.** Leave it out, and let the server send CORS headers. Where the server is somebody else's, call it from yours.

```bad
fetch('https://api.example.com/data', { mode: 'no-cors' })
```

```good
fetch('https://api.example.com/data')
```

See [opaque filtered responses](https://fetch.spec.whatwg.org/#concept-filtered-response-opaque).
)explain";

} // namespace whycors::rules
