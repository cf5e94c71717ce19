#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// The redirect to a login page whose own answer is not known, which is the last thing that is.
Answer const* last_seen_on_the_way(Diagnosis const& diagnosis) {
  Trace const& trace = diagnosis.trace(Engine::chromium);
  Missing const& missing = trace.outcome.missing;
  if (trace.outcome.verdict != Verdict::undetermined || missing.hop == 0 || missing.hop > trace.hops.size())
    return nullptr;
  Answer const* const answer = trace.hops[missing.hop - 1].response;
  Header const* const location = answer ? answer->headers.first(names::location) : nullptr;
  return location && leads_to_login(trace.hops.front().url, location->value) ? answer : nullptr;
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  if (Answer const* const redirect = last_seen_on_the_way(diagnosis)) {
    RuleFinding& finding = add(findings, rule);
    finding.certainty = Certainty::likely;
    finding.message = "the call is redirected to a login page, whose answer as a rule has no CORS headers";
    point_at_row(finding, *redirect, names::location, {"here it is sent to log in"});
    finding.help = rule.advice;
    return;
  }
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    Header const* const location = failure.answer ? failure.answer->headers.first(names::location) : nullptr;
    auto const from = failure.trace.hops.empty() ? std::string_view() : failure.trace.hops.front().url;
    bool const to_login = location && leads_to_login(from, location->value);
    bool const at_login =
        failure.hop && failure.trace.hops.size() > 1 && leads_to_login(from, failure.hop->url);
    return (failure.in_preflight && preflight_status_fails(failure) && failure.is_redirect() && to_login) ||
           (cors_check_fails_on_response(failure) && ((failure.is_redirect() && to_login) || at_login));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  std::string const status = failure.is_redirect() ? concat({" (", failure.status(), ")"}) : "";
  append(finding.message, {failure.in_preflight ? "the preflight" : "the call",
                           " was redirected to a login page", status, ", which a script can't use"});
  if (failure.is_redirect())
    point_at_row(finding, *failure.answer, names::location, {"here it is sent to log in"});
  else if (failure.answer->received())
    point_at_status(finding, *failure.answer, {"the login page's answer has nothing to do with the API"});
  note(finding, "the session is missing or over: the server takes the call for a person's visit "
                "and shows the way to the login");
  finding.help = failure.in_preflight ? "answer OPTIONS before authentication, and answer calls without a "
                                        "session with 401 instead of a redirect"
                                      : "answer API calls without a session with 401 instead of a redirect, "
                                        "and let the page navigate to the login";
}

} // namespace

extern Rule const redirect_to_login;
constinit Rule const redirect_to_login{
    .code = "WC3602",
    .name = "redirect-to-login",
    .category = Category::blocked,
    .title = "the call was redirected to a login page",
    .check = check,
    .told = "the call is redirected to a page to log in",
    .advice = "answer 401 to calls of scripts, and navigate the window to the login page",
};

extern std::string_view const redirect_to_login_explanation;
constinit std::string_view const redirect_to_login_explanation = R"explain(
The server sent the call to a login page. Script can't log anybody in by following it: the login page has no CORS headers, and must not have any. The true cause is that the call was not authenticated, as a rule because the session ended or no cookie went along.

**Mend it.** Answer API calls with 401 instead of a redirect (most frameworks decide by `Accept` or `X-Requested-With`, or have an entry point for APIs), and on a 401 let the page go to the login by `location.assign`. Then look at why the cookie was not sent: `credentials: 'include'`, `SameSite`.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 302 Found
Location: https://login.example.com/oauth2/authorize?client_id=1
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 401 Unauthorized
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
WWW-Authenticate: Bearer
```
)explain";

} // namespace whycors::rules
