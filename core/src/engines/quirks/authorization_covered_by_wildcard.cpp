#include <algorithm>

#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  if (!by_standard || context.request.credentials_mode == CredentialsMode::include) return by_standard;
  auto const listed = fetch::extract_list(context.answer->headers, names::access_control_allow_headers);
  return std::find(listed.items.begin(), listed.items.end(), "*") == listed.items.end();
}

} // namespace

extern Quirk const authorization_covered_by_wildcard;
constinit Quirk const authorization_covered_by_wildcard{
    .id = "authorization-covered-by-wildcard",
    .engines = EngineSet(Engine::chromium, Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.6"),
    .summary =
        "`Access-Control-Allow-Headers: *` still covers Authorization, as long as no credentials are in play",
    .decide = decide,
};

extern std::string_view const authorization_covered_by_wildcard_evidence;
constinit std::string_view const authorization_covered_by_wildcard_evidence =
    "GET with Authorization, preflight allows `*`: allowed in Chromium 156, Firefox ESR 153, "
    "WebKitGTK 2.50; Firefox warns that it will change";

} // namespace whycors::quirks
