#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.request.response_tainting != ResponseTainting::basic;
}

} // namespace

extern Quirk const credentials_in_an_own_redirect_are_seen_late;
constinit Quirk const credentials_in_an_own_redirect_are_seen_late{
    .id = "credentials-in-an-own-redirect-are-seen-late",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "9"),
    .summary = "a redirect from the page's own origin to a URL with a user name or password is followed as "
               "far as its preflight before it fails",
    .decide = decide,
};

extern std::string_view const credentials_in_an_own_redirect_are_seen_late_evidence;
constinit std::string_view const credentials_in_an_own_redirect_are_seen_late_evidence =
    "PUT to the page's own URL, 302 to `http://u:p@` of another origin: WebKitGTK 2.50 sends the preflight "
    "there, Chromium 156 and Firefox ESR 153 send nothing";

} // namespace whycors::quirks
