#include "engines/non_ascii.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || has_non_ascii(context.evidence.text);
}

} // namespace

extern Quirk const content_type_with_non_ascii_is_preflighted;
constinit Quirk const content_type_with_non_ascii_is_preflighted{
    .id = "content-type-with-non-ascii-is-preflighted",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.content-type.1"),
    .summary = "a Content-Type with a byte from 0x80 up is preflighted",
    .decide = decide,
};

extern std::string_view const content_type_with_non_ascii_is_preflighted_evidence;
constinit std::string_view const content_type_with_non_ascii_is_preflighted_evidence =
    "POST with `Content-Type: text/plain;a=\\xe9`: preflighted in Firefox ESR 153, not in "
    "Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
