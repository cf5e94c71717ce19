#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    Header const* const location = failure.answer ? failure.answer->headers.first(names::location) : nullptr;
    bool const redirect =
        preflight_status_fails(failure) && failure.answer->status >= 300 && failure.answer->status < 400;
    return redirect &&
           !(failure.is_redirect() && location && leads_to_login(failure.hop->url, location->value));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  Header const* const location = failure.answer->headers.first(names::location);
  append(finding.message, {"the preflight was answered with a redirect (", failure.status(),
                           "), and no browser follows one for a preflight"});
  if (location)
    point_at_row(finding, *failure.answer, names::location, {"call this URL directly"});
  else
    point_at_status(finding, *failure.answer, {"a preflight must be answered with 200 to 299"});
  finding.help = location ? concat({"call the final URL directly: `", location->value,
                                    "` (https, www and the trailing slash as the server wants them)"})
                          : "answer OPTIONS itself with 204 instead of a redirect";
}

} // namespace

extern Rule const preflight_redirect;
constinit Rule const preflight_redirect{
    .code = "WC3503",
    .name = "preflight-redirect",
    .category = Category::blocked,
    .title = "the preflight was redirected",
    .check = check,
    .told = "the preflight is answered with a redirect, which no browser follows",
    .advice =
        "call the final URL directly (https, trailing slash, www), or let the server answer OPTIONS itself",
};

extern std::string_view const preflight_redirect_explanation;
constinit std::string_view const preflight_redirect_explanation = R"explain(
Browsers follow no redirect on a preflight, credentials or not. The usual reasons: http instead of https, a slash too many or too few at the end, `www.` or not, a language or login redirect that catches OPTIONS too.

**Mend it.** Call the final URL directly, exactly as the `Location` spells it. Or answer OPTIONS before the layer that redirects.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 301 Moved Permanently
Location: https://api.example.com/data/
```

```good
OPTIONS /data/ HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Vary: Origin
```
)explain";

} // namespace whycors::rules
