#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::main_fetch, "7.mixed-content"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {"a page on https may not call ", failure.url(), ", which is on http; this is not CORS"});
  finding.help = "serve the API over https and call it there";
}

} // namespace

extern Rule const mixed_content;
constinit Rule const mixed_content{
    .code = "WC4302",
    .name = "mixed-content",
    .category = Category::blocked,
    .title = "a secure page calls an insecure URL",
    .check = check,
    .told = "a page loaded over https calls an http URL, which browsers refuse before CORS comes in",
    .advice = "serve the API over https, or proxy it under the page's own host",
};

extern std::string_view const mixed_content_explanation;
constinit std::string_view const mixed_content_explanation = R"explain(
A page that came over https may not call a URL on http; only `http://127.0.0.1` and `http://localhost` are exempt, and in Safari not even those. The browser refuses before it thinks of CORS, and nothing is sent.

**Mend it.** Call the API over https. On an appliance without a certificate, serve the page from the same machine over http.

```bad
Mixed Content: The page at 'https://app.example.com/' was loaded over HTTPS, but requested an insecure resource 'http://api.example.com/data'. This request has been blocked; the content must be served over HTTPS.
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

See [mixed content](https://w3c.github.io/webappsec-mixed-content/#should-block-fetch).
)explain";

} // namespace whycors::rules
