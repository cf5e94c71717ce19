#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const failed_at = context.evidence.text;
  return by_standard && failed_at != "7.5" && failed_at != "7.6" && failed_at != "7.7";
}

} // namespace

extern Quirk const refused_preflights_stay_cached;
constinit Quirk const refused_preflights_stay_cached{
    .id = "refused-preflights-stay-cached",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "clear"),
    .summary = "what was cached for a URL is kept when a preflight allows other methods or headers than the "
               "request has",
    .decide = decide,
};

extern std::string_view const refused_preflights_stay_cached_evidence;
constinit std::string_view const refused_preflights_stay_cached_evidence =
    "PATCH refused by `Access-Control-Allow-Methods: PUT, DELETE`, then PUT: one preflight in WebKitGTK "
    "2.50, two in Chromium 156, Firefox ESR 153; a preflight with status 403 clears it everywhere";

} // namespace whycors::quirks
