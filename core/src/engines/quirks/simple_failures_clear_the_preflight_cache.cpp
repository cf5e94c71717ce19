#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.evidence.text == "simple";
}

} // namespace

extern Quirk const simple_failures_clear_the_preflight_cache;
constinit Quirk const simple_failures_clear_the_preflight_cache{
    .id = "simple-failures-clear-the-preflight-cache",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "clear.actual"),
    .summary =
        "a request that needs no preflight clears its URL's cached ones too when it fails its CORS check",
    .decide = decide,
};

extern std::string_view const simple_failures_clear_the_preflight_cache_evidence;
constinit std::string_view const simple_failures_clear_the_preflight_cache_evidence =
    "PUT, GET whose response lacks Access-Control-Allow-Origin, PUT: two preflights in Firefox ESR 153, one "
    "in "
    "Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
