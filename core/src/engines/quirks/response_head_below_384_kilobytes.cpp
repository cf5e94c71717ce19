#include "engines/head_size.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || head_size(context.answer->headers) > 384 * 1024;
}

} // namespace

extern Quirk const response_head_below_384_kilobytes;
constinit Quirk const response_head_below_384_kilobytes{
    .id = "response-head-below-384-kilobytes",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response whose head is larger than 384 KiB is refused",
    .decide = decide,
};

extern std::string_view const response_head_below_384_kilobytes_evidence;
constinit std::string_view const response_head_below_384_kilobytes_evidence =
    "400 kB of response headers: blocked in Firefox ESR 153, 380 kB allowed";

} // namespace whycors::quirks
