#include "fetch/request.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  Request const& request = context.request;
  bool const began_at_home = fetch::same_origin(request.origin, request.url_list.front()) &&
                             request.credentials_mode == CredentialsMode::same_origin;
  bool const is_redirect = context.answer->status >= 300 && context.answer->status < 400 &&
                           context.answer->headers.contains(names::location);
  return by_standard || (began_at_home && is_redirect && !context.in_preflight);
}

} // namespace

extern Quirk const redirects_of_own_requests_count_as_credentialed;
constinit Quirk const redirects_of_own_requests_count_as_credentialed{
    .id = "redirects-of-own-requests-count-as-credentialed",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_check, "2.credentials"),
    .summary =
        "after a redirect away from the page's own origin, a further redirect must allow credentials, though "
        "none are in play",
    .decide = decide,
};

extern std::string_view const redirects_of_own_requests_count_as_credentialed_evidence;
constinit std::string_view const redirects_of_own_requests_count_as_credentialed_evidence =
    "GET to the page's origin, 302 to another origin, 302 there with `Access-Control-Allow-Origin: *`: "
    "blocked in WebKitGTK 2.50, allowed in Chromium 156 and Firefox ESR 153";

} // namespace whycors::quirks
