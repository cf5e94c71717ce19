#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.evidence.text == "*";
}

} // namespace

extern Quirk const cached_header_wildcard_covers_authorization;
constinit Quirk const cached_header_wildcard_covers_authorization{
    .id = "cached-header-wildcard-covers-authorization",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "match.header"),
    .summary = "a cached `*` for headers spares the preflight of Authorization too",
    .decide = decide,
};

extern std::string_view const cached_header_wildcard_covers_authorization_evidence;
constinit std::string_view const cached_header_wildcard_covers_authorization_evidence =
    "GET with Authorization twice, preflight allows `*` for 600 s: preflighted once in WebKitGTK 2.50";

} // namespace whycors::quirks
