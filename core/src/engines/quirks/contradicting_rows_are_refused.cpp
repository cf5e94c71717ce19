#include <algorithm>

#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool contradicts(HeaderList const& headers, std::string_view name) {
  Header const* const first = headers.first(name);
  return first && std::any_of(headers.begin(), headers.end(), [first, name](Header const& row) {
           return byte_case_insensitive_match(row.name, name) &&
                  fetch::field_value(row) != fetch::field_value(*first);
         });
}

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || contradicts(context.answer->headers, "content-length") ||
         contradicts(context.answer->headers, names::location) ||
         contradicts(context.answer->headers, "content-disposition");
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
