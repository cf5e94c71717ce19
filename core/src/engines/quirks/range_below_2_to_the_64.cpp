#include "engines/range_numbers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || range_has_number_from(context.evidence.text, "18446744073709551616");
}

} // namespace

extern Quirk const range_below_2_to_the_64;
constinit Quirk const range_below_2_to_the_64{
    .id = "range-below-2-to-the-64",
    .engines = EngineSet(Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.range"),
    .summary = "a Range with a number of 2^64 or more is preflighted",
    .decide = decide,
};

extern std::string_view const range_below_2_to_the_64_evidence;
constinit std::string_view const range_below_2_to_the_64_evidence =
    "GET with `Range: bytes=18446744073709551616-`: preflighted in Firefox ESR 153, WebKitGTK "
    "2.50, `bytes=18446744073709551615-` is not";

} // namespace whycors::quirks
