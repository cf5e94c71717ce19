#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const target = Url::parse(context.evidence.text, &context.request.current_url());
  return by_standard && !(target && target->scheme() == "ftp");
}

} // namespace

extern Quirk const manual_redirect_to_ftp_fails;
constinit Quirk const manual_redirect_to_ftp_fails{
    .id = "manual-redirect-to-ftp-fails",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "6.3.manual"),
    .summary = "a redirect to ftp: fails in redirect mode \"manual\" too",
    .decide = decide,
};

extern std::string_view const manual_redirect_to_ftp_fails_evidence;
constinit std::string_view const manual_redirect_to_ftp_fails_evidence =
    "GET with redirect: \"manual\", 302 with `Location: ftp://127.0.0.1/`: blocked in WebKitGTK 2.50 (\"FTP "
    "URLs are disabled\"), an opaque redirect in Chromium 156, Firefox ESR 153";

} // namespace whycors::quirks
