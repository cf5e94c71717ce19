#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.request.cache_mode == CacheMode::no_store;
}

} // namespace

extern Quirk const no_store_is_not_cached;
constinit Quirk const no_store_is_not_cached{
    .id = "no-store-is-not-cached",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.11"),
    .summary = "the preflight of a request with cache mode no-store is not cached",
    .decide = decide,
};

extern std::string_view const no_store_is_not_cached_evidence;
constinit std::string_view const no_store_is_not_cached_evidence =
    "PUT with `cache: no-store`, then PUT: preflighted again in Chromium 156";

} // namespace whycors::quirks
