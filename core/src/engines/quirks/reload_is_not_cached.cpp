#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const mode = context.request.cache_mode;
  return by_standard || mode == CacheMode::no_store || mode == CacheMode::reload;
}

} // namespace

extern Quirk const reload_is_not_cached;
constinit Quirk const reload_is_not_cached{
    .id = "reload-is-not-cached",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.11"),
    .summary = "the preflight of a request with cache mode no-store or reload is not cached",
    .decide = decide,
};

extern std::string_view const reload_is_not_cached_evidence;
constinit std::string_view const reload_is_not_cached_evidence =
    "PUT with `cache: reload`, then PUT: preflighted again in Firefox ESR 153";

} // namespace whycors::quirks
