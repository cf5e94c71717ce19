#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.request.method == "GET" || context.request.method == "POST";
}

} // namespace

extern Quirk const cached_preflights_cover_simple_methods;
constinit Quirk const cached_preflights_cover_simple_methods{
    .id = "cached-preflights-cover-simple-methods",
    .engines = EngineSet(Engine::chromium, Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "match.method"),
    .summary = "a cached preflight covers GET and POST though it does not list them",
    .decide = decide,
};

extern std::string_view const cached_preflights_cover_simple_methods_evidence;
constinit std::string_view const cached_preflights_cover_simple_methods_evidence =
    "POST with an upload listener twice, preflight allows `PUT, DELETE`: preflighted once in Chromium 156, "
    "Firefox ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
