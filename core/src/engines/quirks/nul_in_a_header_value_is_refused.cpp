#include <algorithm>

#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard ||
         std::any_of(context.answer->headers.begin(), context.answer->headers.end(),
                     [](Header const& row) { return row.value.find('\0') != std::string_view::npos; });
}

} // namespace

extern Quirk const nul_in_a_header_value_is_refused;
constinit Quirk const nul_in_a_header_value_is_refused{
    .id = "nul-in-a-header-value-is-refused",
    .engines = EngineSet(Engine::chromium, Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response with NUL in a header value is refused",
    .decide = decide,
};

extern std::string_view const nul_in_a_header_value_is_refused_evidence;
constinit std::string_view const nul_in_a_header_value_is_refused_evidence =
    "a row `x: a\\0b` beside `Access-Control-Allow-Origin: *`: blocked in Chromium 156, Firefox ESR 153, "
    "WebKitGTK 2.50";

} // namespace whycors::quirks
