#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.request.was_preflighted;
}

} // namespace

extern Quirk const redirects_of_preflighted_requests_are_preflighted;
constinit Quirk const redirects_of_preflighted_requests_are_preflighted{
    .id = "redirects-of-preflighted-requests-are-preflighted",
    .engines = EngineSet(Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::main_fetch, "12.use-preflight"),
    .summary = "once a request was preflighted, each redirect of it is preflighted too, even when it became "
               "a simple GET",
    .decide = decide,
};

extern std::string_view const redirects_of_preflighted_requests_are_preflighted_evidence;
constinit std::string_view const redirects_of_preflighted_requests_are_preflighted_evidence =
    "PUT, 303 to a URL without OPTIONS support: blocked in Firefox ESR 153, WebKitGTK 2.50, "
    "allowed in Chromium 156";

} // namespace whycors::quirks
