#include "base/mime.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const&) {
  auto* const* const type = std::get_if<std::string_view*>(&value);
  if (type && !mime_type_essence(**type)) **type = {};
}

} // namespace

extern Quirk const unreadable_blob_type_is_no_content_type;
constinit Quirk const unreadable_blob_type_is_no_content_type{
    .id = "unreadable-blob-type-is-no-content-type",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::xhr_send, "4"),
    .summary = "a blob whose type is no MIME type brings no Content-Type along in XMLHttpRequest",
    .revise = revise,
};

extern std::string_view const unreadable_blob_type_is_no_content_type_evidence;
constinit std::string_view const unreadable_blob_type_is_no_content_type_evidence =
    "POST of a blob of type `x` by XMLHttpRequest: not preflighted in Chromium 156, WebKitGTK 2.50, "
    "preflighted in Firefox ESR 153";

} // namespace whycors::quirks
