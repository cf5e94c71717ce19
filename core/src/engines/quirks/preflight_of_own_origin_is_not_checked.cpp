#include "fetch/request.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && !fetch::same_origin(context.request.origin, context.request.current_url());
}

} // namespace

extern Quirk const preflight_of_own_origin_is_not_checked;
constinit Quirk const preflight_of_own_origin_is_not_checked{
    .id = "preflight-of-own-origin-is-not-checked",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.applies"),
    .summary = "a preflight to the page's own origin, after a redirect back to it, passes whatever its "
               "Access-Control-Allow-Origin says",
    .decide = decide,
};

extern std::string_view const preflight_of_own_origin_is_not_checked_evidence;
constinit std::string_view const preflight_of_own_origin_is_not_checked_evidence =
    "PUT, 307 back to the page's origin, preflight there allows some other origin: allowed in "
    "Firefox ESR 153, blocked in Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
