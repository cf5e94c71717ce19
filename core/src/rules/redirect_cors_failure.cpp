#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!cors_check_fails_on_response(failure)) return false;
    bool const redirect_itself = failure.is_redirect();
    bool const target = failure.trace.hops.size() > 1 && lacks_allow_origin(failure) && failure.answer &&
                        failure.answer->status < 400;
    Header const* const location = failure.answer ? failure.answer->headers.first(names::location) : nullptr;
    auto const from = failure.trace.hops.front().url;
    bool const login = (redirect_itself && location && leads_to_login(from, location->value)) ||
                       (failure.trace.hops.size() > 1 && leads_to_login(from, failure.hop->url));
    return lacks_allow_origin(failure) && !login && (redirect_itself || target);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.message =
      failure.is_redirect()
          ? concat({"the redirect (", failure.status(),
                    ") has no `Access-Control-Allow-Origin`: every response of the chain needs it"})
          : concat({"the call was redirected to ", failure.url(),
                    ", whose response has no `Access-Control-Allow-Origin`"});
  point_at_missing(finding, *failure.answer, "the header is missing here",
                   {"access-control-allow-origin: ", failure.hop->origin});
  finding.help +=
      "call the final URL directly, or send the CORS headers with every response of the chain, redirects too";
}

} // namespace

extern Rule const redirect_cors_failure;
constinit Rule const redirect_cors_failure{
    .code = "WC3601",
    .name = "redirect-cors-failure",
    .category = Category::blocked,
    .title = "a redirect fails the CORS check",
    .check = check,
    .told = "a redirect on the way fails the CORS check",
    .advice = "call the final URL directly, or send the CORS headers with the redirect too",
};

extern std::string_view const redirect_cors_failure_explanation;
constinit std::string_view const redirect_cors_failure_explanation = R"explain(
The CORS check runs on every response of a redirect chain: on the redirect itself and on where it leads. The console names the URL in the middle.

**Mend it.** Call the final URL directly; nothing else is as simple. Otherwise each response on the way needs the headers, and after a change of origin the next one gets `Origin: null`.

```bad
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com"},
 "response": {"status": 301, "headers": [["Location", "https://api.example.com/v2/data"]]}}
```

```good
GET /v2/data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```
)explain";

} // namespace whycors::rules
