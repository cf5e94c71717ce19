#include "base/header_list.hpp"
#include "base/url.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  HeaderList* const* const headers = std::get_if<HeaderList*>(&value);
  auto const target = Url::parse(context.evidence.text);
  bool const comes_home = target && target->has_origin(context.request.origin);
  if (headers && !comes_home)
    for (std::string_view const hint :
         {"device-memory", "dpr", "width", "viewport-width", "rtt", "downlink", "ect"})
      (*headers)->remove(hint);
}

} // namespace

extern Quirk const client_hints_end_with_a_redirect;
constinit Quirk const client_hints_end_with_a_redirect{
    .id = "client-hints-end-with-a-redirect",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "13.headers"),
    .summary = "client hints that script set (all but Save-Data) are not sent on to a redirect's target, "
               "unless it is of the page's own origin",
    .revise = revise,
};

extern std::string_view const client_hints_end_with_a_redirect_evidence;
constinit std::string_view const client_hints_end_with_a_redirect_evidence =
    "POST with `DPR: 1.`, 301: the GET that follows carries no DPR and needs no preflight in "
    "Chromium 156";

} // namespace whycors::quirks
