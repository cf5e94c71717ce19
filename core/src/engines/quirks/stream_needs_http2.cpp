#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  bool const streams = context.request.body == BodyKind::stream;
  return by_standard || (streams && context.request.current_url().scheme() == "http");
}

} // namespace

extern Quirk const stream_needs_http2;
constinit Quirk const stream_needs_http2{
    .id = "stream-needs-http2",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "4.3"),
    .summary = "a ReadableStream can be uploaded over HTTP/2 or HTTP/3 only, so never to an http: URL",
    .decide = decide,
};

extern std::string_view const stream_needs_http2_evidence;
constinit std::string_view const stream_needs_http2_evidence =
    "POST with a stream to http:, preflight good: only the preflight is sent in Chromium 156 "
    "(net::ERR_ALPN_NEGOTIATION_FAILED)";

} // namespace whycors::quirks
