#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const mode = context.request.cache_mode;
  bool const bypasses =
      mode == CacheMode::no_store || mode == CacheMode::reload || mode == CacheMode::no_cache;
  return by_standard && !bypasses;
}

} // namespace

extern Quirk const bypassing_preflights_clear_nothing;
constinit Quirk const bypassing_preflights_clear_nothing{
    .id = "bypassing-preflights-clear-nothing",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "clear"),
    .summary = "a failed preflight of a request with cache mode no-store, reload or no-cache leaves the "
               "cache as it is",
    .decide = decide,
};

extern std::string_view const bypassing_preflights_clear_nothing_evidence;
constinit std::string_view const bypassing_preflights_clear_nothing_evidence =
    "PUT, then PATCH with `cache: reload` whose preflight allows PUT only, then PUT: two preflights in "
    "Chromium 156, "
    "three in Firefox ESR 153";

} // namespace whycors::quirks
