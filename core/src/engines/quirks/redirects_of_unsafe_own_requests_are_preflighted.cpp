#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.request.began_unsafe;
}

} // namespace

extern Quirk const redirects_of_unsafe_own_requests_are_preflighted;
constinit Quirk const redirects_of_unsafe_own_requests_are_preflighted{
    .id = "redirects-of-unsafe-own-requests-are-preflighted",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::main_fetch, "12.use-preflight"),
    .summary =
        "a request to the page's own origin that another origin would have been asked about is preflighted "
        "when it is redirected there, even when it became a simple GET",
    .decide = decide,
};

extern std::string_view const redirects_of_unsafe_own_requests_are_preflighted_evidence;
constinit std::string_view const redirects_of_unsafe_own_requests_are_preflighted_evidence =
    "DELETE with a Content-Type that is not safelisted to the page's origin, 303 to another: Firefox ESR 153 "
    "asks for GET by a preflight, Chromium 156 "
    "and "
    "WebKitGTK 2.50 do not";

} // namespace whycors::quirks
