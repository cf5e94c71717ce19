#include <algorithm>

#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard ||
         std::any_of(context.answer->headers.begin(), context.answer->headers.end(),
                     [](Header const& row) { return row.name.find('\0') != std::string_view::npos; });
}

} // namespace

extern Quirk const nul_in_a_header_name_is_refused;
constinit Quirk const nul_in_a_header_name_is_refused{
    .id = "nul-in-a-header-name-is-refused",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response with NUL in a header name is refused",
    .decide = decide,
};

extern std::string_view const nul_in_a_header_name_is_refused_evidence;
constinit std::string_view const nul_in_a_header_name_is_refused_evidence =
    "a row named `x\\0y`: blocked in Chromium 156, WebKitGTK 2.50, allowed in Firefox ESR 153";

} // namespace whycors::quirks
