#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::main_fetch, "7.content-security-policy"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {"the page's own Content Security Policy refuses ", failure.url(), "; this is not CORS"});
  finding.help = "add the API's origin to `connect-src` in the policy of the page (not of the API)";
}

} // namespace

extern Rule const csp_connect_src;
constinit Rule const csp_connect_src{
    .code = "WC4301",
    .name = "csp-connect-src",
    .category = Category::blocked,
    .title = "the page's own Content Security Policy refuses the URL",
    .check = check,
    .told = "the page's own Content Security Policy refuses the URL; CORS has no part in it",
    .advice = "add the API's origin to `connect-src` in the policy of the page, not of the API",
};

extern std::string_view const csp_connect_src_explanation;
constinit std::string_view const csp_connect_src_explanation = R"explain(
A page's Content Security Policy is asked before CORS. Where its `connect-src` (or the `default-src` that stands in for it) does not list the API, the browser sends nothing at all. The policy that counts is the one that came with the page, not one that the API sends.

**Mend it.** Add the API's origin to `connect-src` of the page. Look for it in the page's response headers, in a `<meta http-equiv>`, and in the settings of the host or CDN that serves the page.

```bad
Refused to connect to 'https://api.example.com/data' because it violates the following Content Security Policy directive: "connect-src 'self'".
```

```good
GET /index.html HTTP/1.1
Host: app.example.com

HTTP/1.1 200 OK
Content-Security-Policy: connect-src 'self' https://api.example.com
```

See [connect-src](https://w3c.github.io/webappsec-csp/#directive-connect-src).
)explain";

} // namespace whycors::rules
