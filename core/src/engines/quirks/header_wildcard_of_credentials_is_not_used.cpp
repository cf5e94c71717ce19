#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && !(context.evidence.with_credentials && context.evidence.text == "*");
}

} // namespace

extern Quirk const header_wildcard_of_credentials_is_not_used;
constinit Quirk const header_wildcard_of_credentials_is_not_used{
    .id = "header-wildcard-of-credentials-is-not-used",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "match.header"),
    .summary = "a `*` for headers that was cached with credentials covers no request, not even one without",
    .decide = decide,
};

extern std::string_view const header_wildcard_of_credentials_is_not_used_evidence;
constinit std::string_view const header_wildcard_of_credentials_is_not_used_evidence =
    "PUT with credentials, preflight allows the header `*`, then PUT with X-Foo without: preflighted twice "
    "in "
    "Chromium 156, once in WebKitGTK 2.50";

} // namespace whycors::quirks
