#include "engines/head_size.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || head_size(context.answer->headers) > 256 * 1024;
}

} // namespace

extern Quirk const response_head_below_256_kilobytes;
constinit Quirk const response_head_below_256_kilobytes{
    .id = "response-head-below-256-kilobytes",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response whose head is larger than 256 KiB is refused",
    .decide = decide,
};

extern std::string_view const response_head_below_256_kilobytes_evidence;
constinit std::string_view const response_head_below_256_kilobytes_evidence =
    "300 kB of response headers: blocked in Chromium 156, allowed in Firefox ESR 153";

} // namespace whycors::quirks
