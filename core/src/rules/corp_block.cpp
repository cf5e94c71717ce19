#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::http_fetch, "5"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  RuleFinding& finding = add(findings, rule, engines, leading->step);
  finding.message = "`Cross-Origin-Resource-Policy` of the response forbids to load it here without CORS";
  if (leading->answer)
    point_at_row(finding, *leading->answer, "cross-origin-resource-policy", {"lets no other site embed it"});
  finding.help = rule.advice;
}

} // namespace

extern Rule const corp_block;
constinit Rule const corp_block{
    .code = "WC4307",
    .name = "corp-block",
    .category = Category::blocked,
    .title = "Cross-Origin-Resource-Policy forbids it",
    .check = check,
    .told = "the response's `Cross-Origin-Resource-Policy` (or the page's `Cross-Origin-Embedder-Policy`) "
            "forbids to load it here",
    .advice = "answer `Cross-Origin-Resource-Policy: cross-origin` for what other sites may embed, or load "
              "it with CORS (`crossorigin`)",
};

extern std::string_view const corp_block_explanation;
constinit std::string_view const corp_block_explanation = R"explain(
`Cross-Origin-Resource-Policy` tells who may embed a response without CORS: `same-origin`, `same-site` or `cross-origin`. A page with `Cross-Origin-Embedder-Policy: require-corp` wants it on all that it embeds. It is another mechanism than CORS, and calls in mode cors don't need it. Helmet for Express sets `same-origin` by default.

**Mend it.** Answer `Cross-Origin-Resource-Policy: cross-origin` for what others may embed. Or load it with CORS: `crossorigin` on the element.

```bad
GET https://cdn.example.com/logo.png net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)
```

```good
GET /logo.png HTTP/1.1
Host: cdn.example.com
Sec-Fetch-Mode: no-cors

HTTP/1.1 200 OK
Content-Type: image/png
Cross-Origin-Resource-Policy: cross-origin
```

See [Cross-Origin-Resource-Policy](https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header).
)explain";

} // namespace whycors::rules
