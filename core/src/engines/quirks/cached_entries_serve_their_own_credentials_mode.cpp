#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  bool const with_credentials = context.evidence.text == "credentials";
  return by_standard || with_credentials != (context.request.credentials_mode == CredentialsMode::include);
}

} // namespace

extern Quirk const cached_entries_serve_their_own_credentials_mode;
constinit Quirk const cached_entries_serve_their_own_credentials_mode{
    .id = "cached-entries-serve-their-own-credentials-mode",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::preflight_cache, "match.credentials"),
    .summary = "a preflight cached with credentials is not used for a request without",
    .decide = decide,
};

extern std::string_view const cached_entries_serve_their_own_credentials_mode_evidence;
constinit std::string_view const cached_entries_serve_their_own_credentials_mode_evidence =
    "PUT with credentials, then without: preflighted again in Firefox ESR 153, not in Chromium "
    "156, WebKitGTK 2.50";

} // namespace whycors::quirks
