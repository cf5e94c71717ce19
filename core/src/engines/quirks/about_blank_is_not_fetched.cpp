#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.request.current_url().is_http();
}

} // namespace

extern Quirk const about_blank_is_not_fetched;
constinit Quirk const about_blank_is_not_fetched{
    .id = "about-blank-is-not-fetched",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::scheme_fetch, "2"),
    .summary = "`about:blank` can't be fetched in mode \"no-cors\"",
    .decide = decide,
};

extern std::string_view const about_blank_is_not_fetched_evidence;
constinit std::string_view const about_blank_is_not_fetched_evidence =
    "fetch(\"about:blank\", { mode: \"no-cors\" }): blocked in Chromium 156, WebKitGTK 2.50, an opaque "
    "response in Firefox ESR 153";

} // namespace whycors::quirks
