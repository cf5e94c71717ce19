#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const stream_is_sent_as_text;
constinit Quirk const stream_is_sent_as_text{
    .id = "stream-is-sent-as-text",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::request_constructor, "39.3"),
    .summary = "a ReadableStream as a body is turned into the text \"[object ReadableStream]\", which needs "
               "no preflight",
    .decide = decide,
};

extern std::string_view const stream_is_sent_as_text_evidence;
constinit std::string_view const stream_is_sent_as_text_evidence =
    "POST with a stream against a server that refuses preflights: allowed in Firefox ESR 153";

} // namespace whycors::quirks
