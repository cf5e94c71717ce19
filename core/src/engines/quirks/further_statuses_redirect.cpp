#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  Answer const& answer = *context.answer;
  Header const* const location = answer.headers.first(names::location);
  return by_standard ||
         (answer.status >= 309 && answer.status <= 399 && location && !location->value.empty());
}

} // namespace

extern Quirk const further_statuses_redirect;
constinit Quirk const further_statuses_redirect{
    .id = "further-statuses-redirect",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::port,
    .step = step_id(Algorithm::http_fetch, "6"),
    .summary = "the network stack of WebKitGTK follows a Location with any status from 309 to 399 too",
    .decide = decide,
};

extern std::string_view const further_statuses_redirect_evidence;
constinit std::string_view const further_statuses_redirect_evidence =
    "309 and 399 with Location: followed in WebKitGTK 2.50, the response itself in Chromium 156, Firefox ESR "
    "153";

} // namespace whycors::quirks
