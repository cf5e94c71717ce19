#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  bool const include = context.request.credentials_mode == CredentialsMode::include;
  return by_standard && !(include && context.evidence.text == "*");
}

} // namespace

extern Quirk const cached_method_wildcard_needs_no_credentials;
constinit Quirk const cached_method_wildcard_needs_no_credentials{
    .id = "cached-method-wildcard-needs-no-credentials",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "match.method"),
    .summary = "a cached `*` for methods does not cover a request with credentials",
    .decide = decide,
};

extern std::string_view const cached_method_wildcard_needs_no_credentials_evidence;
constinit std::string_view const cached_method_wildcard_needs_no_credentials_evidence =
    "PUT, then DELETE, with credentials, preflight allows `*, PUT`: preflighted twice in Chromium 156, "
    "WebKitGTK 2.50";

} // namespace whycors::quirks
