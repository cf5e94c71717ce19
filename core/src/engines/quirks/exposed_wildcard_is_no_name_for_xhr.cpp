#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard &&
         !(context.request.initiator == Initiator::xhr && context.evidence.header->name == "*");
}

} // namespace

extern Quirk const exposed_wildcard_is_no_name_for_xhr;
constinit Quirk const exposed_wildcard_is_no_name_for_xhr{
    .id = "exposed-wildcard-is-no-name-for-xhr",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::filtered_response, "listed"),
    .summary = "with credentials, `*` in Access-Control-Expose-Headers does not even expose a header of that "
               "name to XMLHttpRequest",
    .evidence =
        "credentialed XMLHttpRequest whose response has a header named `*`: not readable in Firefox ESR 153",
    .decide = decide,
};

} // namespace whycors::quirks
