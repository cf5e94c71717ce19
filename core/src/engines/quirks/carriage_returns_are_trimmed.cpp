#include <algorithm>

#include "base/bytes.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool has_space(Header const& row) {
  return !row.value.empty() &&
         (is_http_whitespace(row.value.front()) || is_http_whitespace(row.value.back()));
}

void revise(StepValue value, StepContext const&) {
  HeadersRead* const headers = headers_in(value);
  if (!headers || std::none_of((*headers)->begin(), (*headers)->end(), has_space)) return;
  HeaderList trimmed = **headers;
  for (std::size_t i = 0; i < trimmed.size(); ++i)
    trimmed[i].value = trim(trimmed[i].value, is_http_whitespace);
  headers->replace(std::move(trimmed));
}

} // namespace

extern Quirk const carriage_returns_are_trimmed;
constinit Quirk const carriage_returns_are_trimmed{
    .id = "carriage-returns-are-trimmed",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::port,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "carriage returns around a header value are overlooked",
    .revise = revise,
};

extern std::string_view const carriage_returns_are_trimmed_evidence;
constinit std::string_view const carriage_returns_are_trimmed_evidence =
    "`Access-Control-Allow-Origin: *\\r`: allowed in WebKitGTK 2.50 (libsoup) and, as a line end, in "
    "Chromium 156; blocked in Firefox ESR 153";

} // namespace whycors::quirks
