#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  HeadersRead* const headers = headers_in(value);
  if (headers && fetch::repeats_a_name(**headers))
    headers->replace(fetch::combined_by_name(**headers, context.store));
}

} // namespace

extern Quirk const repeated_request_headers_are_combined;
constinit Quirk const repeated_request_headers_are_combined{
    .id = "repeated-request-headers-are-combined",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_unsafe_request_header_names, "4"),
    .summary = "rows of the same name are joined before they are looked at",
    .revise = revise,
};

extern std::string_view const repeated_request_headers_are_combined_evidence;
constinit std::string_view const repeated_request_headers_are_combined_evidence =
    "two Accept rows of 100 bytes each: preflighted in Chromium 156, WebKitGTK 2.50, not in "
    "Firefox ESR 153";

} // namespace whycors::quirks
