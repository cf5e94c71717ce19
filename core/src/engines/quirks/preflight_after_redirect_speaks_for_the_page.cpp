#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  if (std::string_view** const origin = std::get_if<std::string_view*>(&value);
      origin && context.in_preflight)
    **origin = context.request.origin;
}

} // namespace

extern Quirk const preflight_after_redirect_speaks_for_the_page;
constinit Quirk const preflight_after_redirect_speaks_for_the_page{
    .id = "preflight-after-redirect-speaks-for-the-page",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::serialize_request_origin, "3"),
    .summary = "the preflight of a redirected request carries the page's origin and is judged by it, though "
               "the request itself then says `null`",
    .revise = revise,
};

extern std::string_view const preflight_after_redirect_speaks_for_the_page_evidence;
constinit std::string_view const preflight_after_redirect_speaks_for_the_page_evidence =
    "PUT, 307 to another origin whose preflight allows only the page's origin: allowed in "
    "Firefox ESR 153, blocked in Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
