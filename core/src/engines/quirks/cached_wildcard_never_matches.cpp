#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.evidence.text != "*";
}

} // namespace

extern Quirk const cached_wildcard_never_matches;
constinit Quirk const cached_wildcard_never_matches{
    .id = "cached-wildcard-never-matches",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "match.method"),
    .summary = "a cached `*` for methods spares no preflight",
    .decide = decide,
};

extern std::string_view const cached_wildcard_never_matches_evidence;
constinit std::string_view const cached_wildcard_never_matches_evidence =
    "PUT twice, preflight allows `*` for 600 s: preflighted each time in Firefox ESR 153, once "
    "in Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
