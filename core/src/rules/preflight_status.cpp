#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!preflight_status_fails(failure)) return false;
    auto const status = failure.answer->status;
    bool const redirect = status >= 300 && status < 400;
    return !redirect && status != 401 &&
           !(status == 403 && failure.answer->headers.contains("www-authenticate"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  for (RuleFinding const& other : findings)
    if (other.rule->name == "preflight-auth") return;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.parameter = failure.status();
  append(finding.message, {"the preflight was answered with status ", failure.status(),
                           "; only 200 to 299 lets the call through"});
  point_at_status(finding, *failure.answer, {"a preflight must be answered with 200 to 299"});
  auto const status = failure.answer->status;
  if (status == 404 || status == 405 || status == 501) {
    note(finding, "OPTIONS does not seem to be routed here");
    finding.help = "route OPTIONS for this URL to the CORS handler and answer 204";
  } else if (status >= 500) {
    finding.help = "mend the server error that OPTIONS runs into; CORS is only the messenger";
  } else {
    finding.help = "answer OPTIONS for this URL with 204 and the CORS headers";
  }
  if (Refusal const refusal = refusal_of(diagnosis, failure); refusal.reason != RefusedFor::unknown) {
    std::string const what = refusal.reason == RefusedFor::origin
                                 ? "the origin `" + std::string(failure.hop->preflight_origin) + "`"
                             : refusal.reason == RefusedFor::method
                                 ? "the method `" + std::string(failure.hop->request_method) + "`"
                             : refusal.names.size() > 1 && !refusal.is_exact
                                 ? "one of the headers " + quoted_list(refusal.names)
                                 : "the header " + quoted_list(refusal.names);
    note(finding, "the server says why: its CORS layer does not allow " + what);
    finding.help = "allow " + what + " in the server's CORS settings; it refuses with this status by itself";
  }
  if (!failure.answer->headers.empty() &&
      !failure.answer->headers.contains(names::access_control_allow_origin))
    note(finding, "the answer has no `Access-Control-Allow-Origin` either, which would fail too");
}

} // namespace

extern Rule const preflight_status;
constinit Rule const preflight_status{
    .code = "WC3501",
    .name = "preflight-status",
    .category = Category::blocked,
    .title = "the preflight was answered with an error status",
    .check = check,
    .told = "the preflight is answered with an error status[, {}]",
    .advice = "let the server answer OPTIONS with 204 and the CORS headers on this path, before routing and "
              "authentication",
};

extern std::string_view const preflight_status_explanation;
constinit std::string_view const preflight_status_explanation = R"explain(
A preflight must be answered with a status from 200 to 299 (204 is as good as 200). With any other the browser does not send the real request, whatever the headers say. 404 and 405 mean that nothing routes OPTIONS for this path; 400 that something validates it like a call; 403 that a firewall or a list of origins refused it; 5xx that the server failed or was not reached.

**Mend it.** Route OPTIONS for the path and answer it with 204, at best in the CORS middleware, before routing and authentication. Test it with `Origin` and `Access-Control-Request-Method`: a bare OPTIONS may be answered otherwise.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 405 Method Not Allowed
Allow: GET, PUT
```

```good
OPTIONS /data HTTP/1.1
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
