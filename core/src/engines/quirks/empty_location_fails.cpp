#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard ||
         (context.evidence.text.empty() && context.request.redirect_mode == RedirectMode::follow);
}

} // namespace

extern Quirk const empty_location_fails;
constinit Quirk const empty_location_fails{
    .id = "empty-location-fails",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "5"),
    .summary = "a redirect with an empty Location fails at once",
    .decide = decide,
};

extern std::string_view const empty_location_fails_evidence;
constinit std::string_view const empty_location_fails_evidence =
    "GET answered by 302 with an empty Location: one request and an error in WebKitGTK 2.50; "
    "Firefox ESR 153 asks the same URL again and again";

} // namespace whycors::quirks
