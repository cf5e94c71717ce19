#include "engines/range_numbers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || range_has_number_from(context.evidence.text, "9223372036854775807");
}

} // namespace

extern Quirk const range_below_2_to_the_63;
constinit Quirk const range_below_2_to_the_63{
    .id = "range-below-2-to-the-63",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.range"),
    .summary = "a Range with a number of 2^63-1 or more is preflighted",
    .decide = decide,
};

extern std::string_view const range_below_2_to_the_63_evidence;
constinit std::string_view const range_below_2_to_the_63_evidence =
    "GET with `Range: bytes=9223372036854775807-`: preflighted in Chromium 156, not in Firefox "
    "ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
