#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.request.hop() == 0;
}

} // namespace

extern Quirk const mixed_content_of_a_redirect_is_seen_late;
constinit Quirk const mixed_content_of_a_redirect_is_seen_late{
    .id = "mixed-content-of-a-redirect-is-seen-late",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::main_fetch, "7.mixed-content"),
    .summary =
        "a redirect from https: to http: is followed as far as its preflight before it is mixed content",
    .decide = decide,
};

extern std::string_view const mixed_content_of_a_redirect_is_seen_late_evidence;
constinit std::string_view const mixed_content_of_a_redirect_is_seen_late_evidence =
    "PUT to the page's own https: URL, 302 to http: of another origin: WebKitGTK 2.50 sends the preflight "
    "there, Chromium 156 and Firefox ESR 153 send nothing";

} // namespace whycors::quirks
