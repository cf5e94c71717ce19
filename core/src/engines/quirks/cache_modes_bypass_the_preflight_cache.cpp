#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const mode = context.request.cache_mode;
  return by_standard && mode != CacheMode::no_store && mode != CacheMode::reload &&
         mode != CacheMode::no_cache;
}

} // namespace

extern Quirk const cache_modes_bypass_the_preflight_cache;
constinit Quirk const cache_modes_bypass_the_preflight_cache{
    .id = "cache-modes-bypass-the-preflight-cache",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "4.1.cache"),
    .summary = "requests with cache mode no-store, reload or no-cache do not use the preflight cache",
    .decide = decide,
};

extern std::string_view const cache_modes_bypass_the_preflight_cache_evidence;
constinit std::string_view const cache_modes_bypass_the_preflight_cache_evidence =
    "PUT, then PUT with `cache: no-cache`: preflighted again in Chromium 156";

} // namespace whycors::quirks
