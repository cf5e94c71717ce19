#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const failed_request_keeps_its_preflight;
constinit Quirk const failed_request_keeps_its_preflight{
    .id = "failed-request-keeps-its-preflight",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "clear.actual"),
    .summary = "a cached preflight is kept although the request after it failed its CORS check",
    .decide = decide,
};

extern std::string_view const failed_request_keeps_its_preflight_evidence;
constinit std::string_view const failed_request_keeps_its_preflight_evidence =
    "PUT whose response lacks Access-Control-Allow-Origin, then PUT again: one preflight in "
    "Chromium 156, WebKitGTK 2.50, two in Firefox ESR 153";

} // namespace whycors::quirks
