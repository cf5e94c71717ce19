#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    Header const* const location = failure.answer ? failure.answer->headers.first(names::location) : nullptr;
    bool const to_login = location && looks_like_login(location->value);
    bool const at_login = failure.hop && failure.trace.hops.size() > 1 && looks_like_login(failure.hop->url);
    return (failure.in_preflight && preflight_status_fails(failure) && failure.is_redirect() && to_login) ||
           (cors_check_fails_on_response(failure) && ((failure.is_redirect() && to_login) || at_login));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding finding{.rule = &rule, .engines = engines, .step = failure.step};
  std::string const status = failure.is_redirect() ? concat({" (", failure.status(), ")"}) : "";
  finding.message = concat({failure.in_preflight ? "the preflight" : "the call",
                            " was redirected to a login page", status, ", which a script can't use"});
  if (failure.is_redirect())
    finding.labels.push_back(row_label(*failure.answer, names::location, "here it is sent to log in"));
  else if (failure.answer->received())
    finding.labels.push_back(
        status_label(*failure.answer, "the login page's answer has nothing to do with the API"));
  finding.notes.push_back("the session is missing or over: the server takes the call for a person's visit "
                          "and shows the way to the login");
  finding.help = failure.in_preflight ? "answer OPTIONS before authentication, and answer calls without a "
                                        "session with 401 instead of a redirect"
                                      : "answer API calls without a session with 401 instead of a redirect, "
                                        "and let the page navigate to the login";
  findings.push_back(std::move(finding));
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
The server answered with a redirect to a login page. A page's script can't log in by following it: the login page has no CORS headers, and it must not. The real cause is that the call was not authenticated.
)explain";

} // namespace whycors::rules
