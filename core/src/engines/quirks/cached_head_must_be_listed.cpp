#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.request.method != "HEAD";
}

} // namespace

extern Quirk const cached_head_must_be_listed;
constinit Quirk const cached_head_must_be_listed{
    .id = "cached-head-must-be-listed",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "4.1.safelisted"),
    .summary = "HEAD is served from the preflight cache only when it was listed",
    .decide = decide,
};

extern std::string_view const cached_head_must_be_listed_evidence;
constinit std::string_view const cached_head_must_be_listed_evidence =
    "GET with X-Foo, then HEAD with X-Foo: preflighted again in Firefox ESR 153";

} // namespace whycors::quirks
