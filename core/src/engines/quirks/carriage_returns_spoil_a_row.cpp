#include "base/bytes.hpp"
#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const&) {
  HeaderList* const* const headers = std::get_if<HeaderList*>(&value);
  if (!headers) return;
  HeaderList kept;
  for (Header row : **headers) {
    if (!byte_case_insensitive_match(row.name, names::access_control_allow_origin))
      row.value = trim(row.value, is_http_whitespace);
    bool const is_compared = byte_case_insensitive_match(row.name, names::access_control_allow_origin);
    if (is_compared || row.value.find('\r') == std::string_view::npos) kept.append(row);
  }
  **headers = std::move(kept);
}

} // namespace

extern Quirk const carriage_returns_spoil_a_row;
constinit Quirk const carriage_returns_spoil_a_row{
    .id = "carriage-returns-spoil-a-row",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "a header value with a carriage return inside is unreadable, one at its end is overlooked; "
               "but Access-Control-Allow-Origin is compared with it",
    .revise = revise,
};

extern std::string_view const carriage_returns_spoil_a_row_evidence;
constinit std::string_view const carriage_returns_spoil_a_row_evidence =
    "`Access-Control-Allow-Methods: PUT\\r` allows PUT in Firefox ESR 153; `x: a\\rb` is not readable though "
    "it is exposed";

} // namespace whycors::quirks
