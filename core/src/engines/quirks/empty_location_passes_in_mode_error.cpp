#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard ||
         (context.evidence.text.empty() && context.request.redirect_mode == RedirectMode::error);
}

} // namespace

extern Quirk const empty_location_passes_in_mode_error;
constinit Quirk const empty_location_passes_in_mode_error{
    .id = "empty-location-passes-in-mode-error",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "4"),
    .summary = "with redirect mode \"error\" a redirect status with an empty Location is handed over as the "
               "response",
    .decide = decide,
};

extern std::string_view const empty_location_passes_in_mode_error_evidence;
constinit std::string_view const empty_location_passes_in_mode_error_evidence =
    "GET with redirect: \"error\" answered by 302 with an empty Location: a readable 302 in WebKitGTK 2.50, "
    "an error with "
    "redirect: \"follow\"";

} // namespace whycors::quirks
