#include <algorithm>

#include "base/bytes.hpp"
#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

/// A carriage return inside, or what is trimmed at the ends.
bool has_white_space(Header const& row) {
  return trim(row.value, is_http_whitespace).size() != row.value.size() ||
         row.value.find('\r') != std::string_view::npos;
}

void revise(StepValue value, StepContext const&) {
  HeadersRead* const headers = headers_in(value);
  if (!headers || std::none_of((*headers)->begin(), (*headers)->end(), has_white_space)) return;
  HeaderList kept;
  for (Header row : **headers) {
    bool const is_compared = byte_case_insensitive_match(row.name, names::access_control_allow_origin) ||
                             byte_case_insensitive_match(row.name, names::access_control_allow_credentials);
    if (!is_compared) row.value = trim(row.value, is_http_whitespace);
    if (is_compared || row.value.find('\r') == std::string_view::npos) kept.append(row);
  }
  headers->replace(std::move(kept));
}

} // namespace

extern Quirk const carriage_returns_spoil_a_row;
constinit Quirk const carriage_returns_spoil_a_row{
    .id = "carriage-returns-spoil-a-row",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "a header value with a carriage return inside is unreadable, one at its end is overlooked; "
               "but Access-Control-Allow-Origin and -Credentials are compared with it",
    .revise = revise,
};

extern std::string_view const carriage_returns_spoil_a_row_evidence;
constinit std::string_view const carriage_returns_spoil_a_row_evidence =
    "`Access-Control-Allow-Methods: PUT\\r` allows PUT in Firefox ESR 153; `x: a\\rb` is not readable though "
    "it is exposed";

} // namespace whycors::quirks
