#include "engines/head_size.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || head_size(context.answer->headers) > 64 * 1024;
}

} // namespace

extern Quirk const response_head_below_64_kilobytes;
constinit Quirk const response_head_below_64_kilobytes{
    .id = "response-head-below-64-kilobytes",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::port,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response whose head is larger than 64 KiB is refused by WebKitGTK's network stack",
    .decide = decide,
};

extern std::string_view const response_head_below_64_kilobytes_evidence;
constinit std::string_view const response_head_below_64_kilobytes_evidence =
    "70 kB of response headers: blocked in WebKitGTK 2.50 (libsoup), allowed in Chromium 156, "
    "Firefox ESR 153; not known of Safari";

} // namespace whycors::quirks
