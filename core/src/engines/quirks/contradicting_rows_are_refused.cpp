#include <optional>

#include "base/bytes.hpp"
#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

/// Whether what rows of the name say is not the same each time: each row as a whole, or each element of its
/// list.
bool contradicts(HeaderList const& headers, std::string_view name, bool by_element) {
  std::optional<std::string_view> first;
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, name)) continue;
    std::string_view rest = row.value;
    for (bool is_more = true; is_more;) {
      auto const comma = by_element ? rest.find(',') : std::string_view::npos;
      auto const element = trim(rest.substr(0, comma), is_http_tab_or_space);
      is_more = comma != std::string_view::npos;
      if (is_more) rest.remove_prefix(comma + 1);
      if (first && element != *first) return true;
      first = element;
    }
  }
  return false;
}

bool decide(bool by_standard, StepContext const& context) {
  HeaderList const& headers = context.answer->headers;
  return by_standard || contradicts(headers, "content-length", true) ||
         contradicts(headers, names::location, false) || contradicts(headers, "content-disposition", false);
}

} // namespace

extern Quirk const contradicting_rows_are_refused;
constinit Quirk const contradicting_rows_are_refused{
    .id = "contradicting-rows-are-refused",
    .engines = EngineSet(Engine::chromium, Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary =
        "a response with two different rows of Content-Length, Location or Content-Disposition is refused",
    .decide = decide,
};

extern std::string_view const contradicting_rows_are_refused_evidence;
constinit std::string_view const contradicting_rows_are_refused_evidence =
    "200 with `Content-Length: 1` and `Content-Length: 2`: blocked in Chromium 156, Firefox ESR "
    "153, allowed in WebKitGTK 2.50";

} // namespace whycors::quirks
