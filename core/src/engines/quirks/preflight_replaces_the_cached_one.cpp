#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return true; }

} // namespace

extern Quirk const preflight_replaces_the_cached_one;
constinit Quirk const preflight_replaces_the_cached_one{
    .id = "preflight-replaces-the-cached-one",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.13"),
    .summary = "a new preflight of a URL replaces all that was cached for it",
    .decide = decide,
};

extern std::string_view const preflight_replaces_the_cached_one_evidence;
constinit std::string_view const preflight_replaces_the_cached_one_evidence =
    "PUT, then GET with X-Bar, then PUT on one URL: preflighted each time in Chromium 156, "
    "WebKitGTK 2.50; Firefox keeps the first";

} // namespace whycors::quirks
