#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const mode = context.request.cache_mode;
  return by_standard && mode != CacheMode::no_store && mode != CacheMode::reload;
}

} // namespace

extern Quirk const reload_bypasses_the_preflight_cache;
constinit Quirk const reload_bypasses_the_preflight_cache{
    .id = "reload-bypasses-the-preflight-cache",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "4.1.cache"),
    .summary = "requests with cache mode no-store or reload do not use the preflight cache",
    .decide = decide,
};

extern std::string_view const reload_bypasses_the_preflight_cache_evidence;
constinit std::string_view const reload_bypasses_the_preflight_cache_evidence =
    "PUT, then PUT with `cache: reload`: preflighted again in Firefox ESR 153, not with `no-cache`";

} // namespace whycors::quirks
