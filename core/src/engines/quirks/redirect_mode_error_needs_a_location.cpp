#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  Header const* const location = context.answer->headers.first(names::location);
  return by_standard && location && !trim(location->value, is_http_tab_or_space).empty();
}

} // namespace

extern Quirk const redirect_mode_error_needs_a_location;
constinit Quirk const redirect_mode_error_needs_a_location{
    .id = "redirect-mode-error-needs-a-location",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "6.3.error"),
    .summary = "redirect mode \"error\" lets a redirect status with no or an empty Location through",
    .decide = decide,
};

extern std::string_view const redirect_mode_error_needs_a_location_evidence;
constinit std::string_view const redirect_mode_error_needs_a_location_evidence =
    "GET with redirect: \"error\" answered by 303 without Location: readable in Chromium 156, "
    "WebKitGTK 2.50, blocked in Firefox ESR 153";

} // namespace whycors::quirks
