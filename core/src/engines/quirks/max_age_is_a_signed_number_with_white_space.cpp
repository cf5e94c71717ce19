#include "engines/max_age.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  if (auto* const* const seconds = std::get_if<std::optional<std::int64_t>*>(&value))
    **seconds = signed_max_age(context.answer->headers,
                               [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); });
}

} // namespace

extern Quirk const max_age_is_a_signed_number_with_white_space;
constinit Quirk const max_age_is_a_signed_number_with_white_space{
    .id = "max-age-is-a-signed-number-with-white-space",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.8"),
    .summary = "Access-Control-Max-Age may have a sign, and white space such as a form feed around it; a "
               "negative one means not at all",
    .revise = revise,
};

extern std::string_view const max_age_is_a_signed_number_with_white_space_evidence;
constinit std::string_view const max_age_is_a_signed_number_with_white_space_evidence =
    "`+600` and `600\\f` are 600 s and `-1` none in WebKitGTK 2.50; the standard takes them for "
    "garbage and 5 s";

} // namespace whycors::quirks
