#include <algorithm>

#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool has_space(Header const& row) {
  return !row.name.empty() &&
         (is_http_tab_or_space(row.name.front()) || is_http_tab_or_space(row.name.back()));
}

void revise(StepValue value, StepContext const&) {
  HeadersRead* const headers = headers_in(value);
  if (!headers || std::none_of((*headers)->begin(), (*headers)->end(), has_space)) return;
  HeaderList trimmed = **headers;
  for (std::size_t i = 0; i < trimmed.size(); ++i)
    trimmed[i].name = trim(trimmed[i].name, is_http_tab_or_space);
  headers->replace(std::move(trimmed));
}

} // namespace

extern Quirk const space_before_the_colon_is_dropped;
constinit Quirk const space_before_the_colon_is_dropped{
    .id = "space-before-the-colon-is-dropped",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "white space between a header name and its colon is overlooked",
    .revise = revise,
};

extern std::string_view const space_before_the_colon_is_dropped_evidence;
constinit std::string_view const space_before_the_colon_is_dropped_evidence =
    "a row `Access-Control-Allow-Origin : *`: a header in Chromium 156, none in Firefox ESR 153, "
    "WebKitGTK 2.50";

} // namespace whycors::quirks
