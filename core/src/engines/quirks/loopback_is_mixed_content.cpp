#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  Request const& request = context.request;
  return by_standard || (request.from_secure_page && request.origin.starts_with("https:") &&
                         request.current_url().scheme() == "http");
}

} // namespace

extern Quirk const loopback_is_mixed_content;
constinit Quirk const loopback_is_mixed_content{
    .id = "loopback-is-mixed-content",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::main_fetch, "7.mixed-content"),
    .summary =
        "`http://localhost` and `http://127.0.0.1` are mixed content for a secure page like any other host",
    .decide = decide,
};

extern std::string_view const loopback_is_mixed_content_evidence;
constinit std::string_view const loopback_is_mixed_content_evidence =
    "GET of http://127.0.0.1 by a page of https: blocked before any request in WebKitGTK 2.50, sent in "
    "Chromium "
    "156, Firefox ESR 153";

} // namespace whycors::quirks
