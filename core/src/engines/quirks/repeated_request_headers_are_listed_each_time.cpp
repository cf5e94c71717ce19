#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const repeated_request_headers_are_listed_each_time;
constinit Quirk const repeated_request_headers_are_listed_each_time{
    .id = "repeated-request-headers-are-listed-each-time",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_unsafe_request_header_names, "6"),
    .summary = "a header that is set twice stands twice in Access-Control-Request-Headers",
    .decide = decide,
};

extern std::string_view const repeated_request_headers_are_listed_each_time_evidence;
constinit std::string_view const repeated_request_headers_are_listed_each_time_evidence =
    "GET with X-Foo twice: Firefox ESR 153 asks for `x-foo,x-foo`, Chromium 156, WebKitGTK 2.50 "
    "for `x-foo`";

} // namespace whycors::quirks
