#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const stream_becomes_text_in_any_mode;
constinit Quirk const stream_becomes_text_in_any_mode{
    .id = "stream-becomes-text-in-any-mode",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::request_constructor, "39.2"),
    .summary = "a ReadableStream is accepted in mode \"no-cors\" too, being turned into text",
    .decide = decide,
};

extern std::string_view const stream_becomes_text_in_any_mode_evidence;
constinit std::string_view const stream_becomes_text_in_any_mode_evidence =
    "POST with a stream in mode no-cors: sent in Firefox ESR 153, refused by the standard";

} // namespace whycors::quirks
