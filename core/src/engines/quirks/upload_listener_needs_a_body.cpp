#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.request.body != BodyKind::none;
}

} // namespace

extern Quirk const upload_listener_needs_a_body;
constinit Quirk const upload_listener_needs_a_body{
    .id = "upload-listener-needs-a-body",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::xhr_send, "5"),
    .summary = "a listener on the upload object forces a preflight only when there is a body to upload",
    .decide = decide,
};

extern std::string_view const upload_listener_needs_a_body_evidence;
constinit std::string_view const upload_listener_needs_a_body_evidence =
    "POST by XMLHttpRequest with an upload listener and no body: no preflight in Chromium 156, one in "
    "Firefox ESR 153 and WebKitGTK 2.50";

} // namespace whycors::quirks
