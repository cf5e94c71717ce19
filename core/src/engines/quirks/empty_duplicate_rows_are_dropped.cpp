#include <algorithm>

#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool spelt_twice_in_canonical_case(HeaderList const& headers) {
  return std::count_if(headers.begin(), headers.end(),
                       [](Header const& row) { return row.name == "Access-Control-Allow-Origin"; }) > 1;
}

bool is_empty(Header const& row) { return fetch::field_value(row).empty(); }

/// An empty row goes when another one of its name stays: a later one with a value, or one before it.
bool is_dropped(Header const& row, HeaderList const& headers, HeaderList const& kept) {
  if (!is_empty(row)) return false;
  if (byte_case_insensitive_match(row.name, names::access_control_allow_origin) &&
      spelt_twice_in_canonical_case(headers))
    return false;
  bool const has_value = std::any_of(headers.begin(), headers.end(), [&row](Header const& other) {
    return byte_case_insensitive_match(other.name, row.name) && !is_empty(other);
  });
  return has_value || kept.contains(row.name);
}

void revise(StepValue value, StepContext const&) {
  HeadersRead* const headers = headers_in(value);
  if (!headers || std::none_of((*headers)->begin(), (*headers)->end(), is_empty)) return;
  HeaderList kept;
  for (Header const& header : **headers)
    if (!is_dropped(header, **headers, kept)) kept.append(header);
  headers->replace(std::move(kept));
}

} // namespace

extern Quirk const empty_duplicate_rows_are_dropped;
constinit Quirk const empty_duplicate_rows_are_dropped{
    .id = "empty-duplicate-rows-are-dropped",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "an empty row counts as absent beside another row of its name, but for two rows spelt exactly "
               "Access-Control-Allow-Origin",
    .revise = revise,
};

extern std::string_view const empty_duplicate_rows_are_dropped_evidence;
constinit std::string_view const empty_duplicate_rows_are_dropped_evidence =
    "`Access-Control-Allow-Credentials` in two rows, `true` and empty: allowed in Firefox ESR "
    "153, blocked in Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
