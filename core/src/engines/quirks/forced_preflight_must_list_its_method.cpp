#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const forced_preflight_must_list_its_method;
constinit Quirk const forced_preflight_must_list_its_method{
    .id = "forced-preflight-must-list-its-method",
    .engines = EngineSet(Engine::chromium, Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.4"),
    .summary = "a preflight that was forced needs its method listed like any other",
    .decide = decide,
};

extern std::string_view const forced_preflight_must_list_its_method_evidence;
constinit std::string_view const forced_preflight_must_list_its_method_evidence =
    "PATCH by XMLHttpRequest with an upload listener and a body, preflight without "
    "Access-Control-Allow-Methods: blocked in Chromium 156, Firefox ESR 153 and WebKitGTK 2.50";

} // namespace whycors::quirks
