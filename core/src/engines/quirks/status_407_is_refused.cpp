#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.answer->status == 407;
}

} // namespace

extern Quirk const status_407_is_refused;
constinit Quirk const status_407_is_refused{
    .id = "status-407-is-refused",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response with status 407 is never handed over",
    .decide = decide,
};

extern std::string_view const status_407_is_refused_evidence;
constinit std::string_view const status_407_is_refused_evidence =
    "GET answered by 407 with `Access-Control-Allow-Origin: *`: blocked in Chromium 156, "
    "readable in Firefox ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
