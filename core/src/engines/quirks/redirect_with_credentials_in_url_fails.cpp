#include "base/url.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const target = Url::parse(context.evidence.text);
  return by_standard ||
         (target && target->includes_credentials() && context.request.initiator != Initiator::xhr);
}

} // namespace

extern Quirk const redirect_with_credentials_in_url_fails;
constinit Quirk const redirect_with_credentials_in_url_fails{
    .id = "redirect-with-credentials-in-url-fails",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "9"),
    .summary = "a redirect to a URL with a user name or password fails even within the page's own origin, "
               "but for XMLHttpRequest",
    .decide = decide,
};

extern std::string_view const redirect_with_credentials_in_url_fails_evidence;
constinit std::string_view const redirect_with_credentials_in_url_fails_evidence =
    "same-origin GET redirected to `http://user@` the same origin: blocked in Chromium 156, "
    "allowed in Firefox ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
