#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || context.request.body == BodyKind::stream;
}

} // namespace

extern Quirk const stream_upload_throws;
constinit Quirk const stream_upload_throws{
    .id = "stream-upload-throws",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::request_constructor, "39.2"),
    .summary = "`fetch()` throws NotSupportedError for a ReadableStream as a body",
    .decide = decide,
};

extern std::string_view const stream_upload_throws_evidence;
constinit std::string_view const stream_upload_throws_evidence =
    "POST with a stream: nothing is sent in WebKitGTK 2.50";

} // namespace whycors::quirks
