#include "base/bytes.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && !byte_case_insensitive_match(context.evidence.header->name, "intervention");
}

} // namespace

extern Quirk const intervention_is_safelisted;
constinit Quirk const intervention_is_safelisted{
    .id = "intervention-is-safelisted",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.otherwise"),
    .summary = "the header Intervention needs no preflight",
    .decide = decide,
};

extern std::string_view const intervention_is_safelisted_evidence;
constinit std::string_view const intervention_is_safelisted_evidence =
    "GET with `Intervention: x` against a server that refuses preflights: allowed in Chromium 156 only";

} // namespace whycors::quirks
