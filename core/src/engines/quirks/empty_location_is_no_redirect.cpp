#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.evidence.text.empty();
}

} // namespace

extern Quirk const empty_location_is_no_redirect;
constinit Quirk const empty_location_is_no_redirect{
    .id = "empty-location-is-no-redirect",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "4"),
    .summary = "a redirect status with an empty Location is handed over as the response",
    .decide = decide,
};

extern std::string_view const empty_location_is_no_redirect_evidence;
constinit std::string_view const empty_location_is_no_redirect_evidence =
    "GET answered by 302 with an empty Location: a readable 302 in Chromium 156; blocked in "
    "Firefox ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
