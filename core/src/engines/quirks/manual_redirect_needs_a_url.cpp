#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard &&
         (context.evidence.text.empty() || Url::parse(context.evidence.text, &context.request.current_url()));
}

} // namespace

extern Quirk const manual_redirect_needs_a_url;
constinit Quirk const manual_redirect_needs_a_url{
    .id = "manual-redirect-needs-a-url",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "6.3.manual"),
    .summary = "a redirect whose Location is no URL fails in redirect mode \"manual\" too",
    .decide = decide,
};

extern std::string_view const manual_redirect_needs_a_url_evidence;
constinit std::string_view const manual_redirect_needs_a_url_evidence =
    "GET with redirect: \"manual\", 302 with `Location: http://[x`: blocked in Chromium 156, an opaque "
    "redirect in Firefox ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
