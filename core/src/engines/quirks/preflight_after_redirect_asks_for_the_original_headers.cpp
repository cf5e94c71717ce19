#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  HeaderList* const* const headers = std::get_if<HeaderList*>(&value);
  if (headers && context.request.hop() > 0) **headers = context.request.original_header_list;
}

} // namespace

extern Quirk const preflight_after_redirect_asks_for_the_original_headers;
constinit Quirk const preflight_after_redirect_asks_for_the_original_headers{
    .id = "preflight-after-redirect-asks-for-the-original-headers",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "4"),
    .summary = "the preflight of a redirected request still asks for headers that the redirect removed, "
               "Authorization and Content-Type among them",
    .evidence = "GET with Authorization, 302 to another origin whose preflight does not allow it: blocked in "
                "WebKitGTK 2.50, allowed in Chromium 156, Firefox ESR 153",
    .revise = revise,
};

} // namespace whycors::quirks
