#include <algorithm>

#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// A WebView fetches what its app serves under a scheme of its own, and says then what the answer lacks.
bool is_served_by_an_app(Diagnosis const& diagnosis) {
  auto const& console = diagnosis.clues.console;
  return std::any_of(console.begin(), console.end(), [](ConsoleMessage const& message) {
    return !message.engines.empty() && message.cause.starts_with("acao-");
  });
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [&](fetch::Failure const& failure) {
    return failure.at(step_id(Algorithm::main_fetch, "12.scheme")) && !is_page_from_disk(diagnosis) &&
           !is_served_by_an_app(diagnosis);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  RuleFinding& finding = add(findings, rule, engines, leading->step);
  append(finding.message,
         {"the URL ", leading->url(), " is not of http or https, and CORS exists for these alone"});
  finding.help = std::string(rule.advice);
}

} // namespace

extern Rule const url_without_http;
constinit Rule const url_without_http{
    .code = "WC4009",
    .name = "url-without-http",
    .category = Category::blocked,
    .title = "the URL is not http or https",
    .check = check,
    .told = "the URL has no `http:` or `https:` scheme, and CORS exists for these alone",
    .advice = "write the URL with its scheme, such as `http://localhost:8080/api` instead of "
              "`localhost:8080/api`; a page opened from disk must be served over http",
};

extern std::string_view const url_without_http_explanation;
constinit std::string_view const url_without_http_explanation = R"explain(
CORS exists for `http:` and `https:` URLs. `localhost:8080/api` without a scheme is read as the scheme `localhost:`, and a page opened from disk has URLs that start with `file:`. Neither can be called across origins.

**Mend it.** Write the whole URL, `http://` included, and open the page through a web server rather than from disk.

```bad
Access to XMLHttpRequest at 'localhost:8080/api' from origin 'http://localhost:3000' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, chrome-extension, data, http, https.
```

```good
Access to XMLHttpRequest at 'http://localhost:8080/api' from origin 'http://localhost:3000' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.
```

See [scheme fetch](https://fetch.spec.whatwg.org/#scheme-fetch).
)explain";

} // namespace whycors::rules
