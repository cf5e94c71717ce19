#include <algorithm>

#include "base/bytes.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

/// What follows the last carriage return of a name is the name.
std::string_view last_line(std::string_view name) {
  auto const end = name.rfind('\r');
  return end == std::string_view::npos ? name : name.substr(end + 1);
}

void append_lines(Header const& row, HeaderList& lines, TextStore& store) {
  Header line = row;
  line.name = last_line(row.name);
  std::string_view rest = row.value;
  auto end = rest.find('\r');
  line.value = rest.substr(0, end);
  while (end != std::string_view::npos) {
    rest.remove_prefix(end + 1);
    end = rest.find('\r');
    auto const next = rest.substr(0, end);
    if (!next.empty() && is_http_tab_or_space(next.front())) {
      line.value = store.keep(std::string(line.value) + " " + std::string(trim(next, is_http_tab_or_space)));
      continue;
    }
    if (!line.name.empty()) lines.append(line);
    auto const colon = next.find(':');
    line.name = colon == std::string_view::npos ? std::string_view{} : next.substr(0, colon);
    line.value = colon == std::string_view::npos ? std::string_view{} : next.substr(colon + 1);
  }
  if (!line.name.empty()) lines.append(line);
}

bool has_carriage_return(Header const& row) {
  return row.name.find('\r') != std::string_view::npos || row.value.find('\r') != std::string_view::npos;
}

void revise(StepValue value, StepContext const& context) {
  HeadersRead* const headers = headers_in(value);
  if (!headers || std::none_of((*headers)->begin(), (*headers)->end(), has_carriage_return)) return;
  HeaderList lines;
  for (Header const& row : **headers)
    append_lines(row, lines, context.store);
  headers->replace(std::move(lines));
}

} // namespace

extern Quirk const carriage_return_ends_a_line;
constinit Quirk const carriage_return_ends_a_line{
    .id = "carriage-return-ends-a-line",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "a carriage return alone ends a line of the response head, so what follows it can be a header "
               "of its own",
    .revise = revise,
};

extern std::string_view const carriage_return_ends_a_line_evidence;
constinit std::string_view const carriage_return_ends_a_line_evidence =
    "a row `X-A: a\\rAccess-Control-Allow-Origin: *`: allowed in Chromium 156, blocked in Firefox ESR 153, "
    "WebKitGTK 2.50";

} // namespace whycors::quirks
