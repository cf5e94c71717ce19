#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  auto* const* const seconds = std::get_if<std::optional<std::int64_t>*>(&value);
  if (!seconds) return;
  bool stated = false;
  for (Header const& row : context.answer->headers)
    stated |= byte_case_insensitive_match(row.name, names::access_control_max_age) &&
              !fetch::field_value(row).empty();
  HeaderList rows;
  for (Header const& row : context.answer->headers)
    if (!fetch::field_value(row).empty()) rows.append(row);
  if (stated) **seconds = fetch::extract_delta_seconds(rows, names::access_control_max_age).value_or(0);
}

} // namespace

extern Quirk const malformed_max_age_is_not_cached;
constinit Quirk const malformed_max_age_is_not_cached{
    .id = "malformed-max-age-is-not-cached",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_preflight_fetch, "7.8"),
    .summary = "an Access-Control-Max-Age that is no number, or stands twice, means that the preflight is "
               "not cached at all",
    .revise = revise,
};

extern std::string_view const malformed_max_age_is_not_cached_evidence;
constinit std::string_view const malformed_max_age_is_not_cached_evidence =
    "`abc`, `-1` or two rows: not cached in Firefox ESR 153, 5 s by the standard; empty is 5 s "
    "everywhere";

} // namespace whycors::quirks
