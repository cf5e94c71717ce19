#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  HeadersRead* const headers = headers_in(value);
  if (headers && context.request.hop() > 0) headers->replace(context.request.original_header_list);
}

} // namespace

extern Quirk const redirects_keep_the_original_headers_in_mind;
constinit Quirk const redirects_keep_the_original_headers_in_mind{
    .id = "redirects-keep-the-original-headers-in-mind",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_unsafe_request_header_names, "4"),
    .summary = "whether a redirected request needs a preflight, and what it asks for, goes by the headers of "
               "the first "
               "request, Authorization and Content-Type among them, though the redirect removed them",
    .revise = revise,
};

extern std::string_view const redirects_keep_the_original_headers_in_mind_evidence;
constinit std::string_view const redirects_keep_the_original_headers_in_mind_evidence =
    "GET with Authorization, 302 to another origin whose preflight does not allow it: blocked in "
    "WebKitGTK 2.50, allowed in Chromium 156, Firefox ESR 153";

} // namespace whycors::quirks
