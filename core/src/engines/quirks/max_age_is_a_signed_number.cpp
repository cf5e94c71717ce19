#include "engines/max_age.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  if (auto* const* const seconds = std::get_if<std::optional<std::int64_t>*>(&value))
    **seconds = signed_max_age(context.answer->headers, [](char) { return false; });
}

} // namespace

extern Quirk const max_age_is_a_signed_number;
constinit Quirk const max_age_is_a_signed_number{
    .id = "max-age-is-a-signed-number",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.8"),
    .summary = "Access-Control-Max-Age may have a sign; a negative one means not at all",
    .revise = revise,
};

extern std::string_view const max_age_is_a_signed_number_evidence;
constinit std::string_view const max_age_is_a_signed_number_evidence =
    "`+600` is 600 s and `-1` none in Chromium 156; the standard takes both for garbage and 5 s";

} // namespace whycors::quirks
