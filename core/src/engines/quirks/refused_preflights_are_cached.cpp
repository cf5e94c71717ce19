#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const refused_preflights_are_cached;
constinit Quirk const refused_preflights_are_cached{
    .id = "refused-preflights-are-cached",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.11"),
    .summary =
        "what a preflight allows is cached although the method or a header of this request is not among it",
    .decide = decide,
};

extern std::string_view const refused_preflights_are_cached_evidence;
constinit std::string_view const refused_preflights_are_cached_evidence =
    "PATCH refused by `Access-Control-Allow-Methods: PUT, DELETE`, then PUT: one preflight in WebKitGTK "
    "2.50, two in Chromium 156, Firefox ESR 153";

} // namespace whycors::quirks
