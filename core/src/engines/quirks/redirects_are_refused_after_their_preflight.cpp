#include "fetch/request.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  Request const& request = context.request;
  Url const& url = request.current_url();
  bool const is_insecure = request.origin.starts_with("https:") && url.scheme() == "http";
  bool const has_credentials = request.mode == RequestMode::cors && url.includes_credentials() &&
                               !fetch::same_origin(request.origin, url);
  return by_standard || (request.hop() > 0 && (is_insecure || has_credentials));
}

} // namespace

extern Quirk const redirects_are_refused_after_their_preflight;
constinit Quirk const redirects_are_refused_after_their_preflight{
    .id = "redirects-are-refused-after-their-preflight",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_fetch, "4.3"),
    .summary = "what a redirect must not lead to (mixed content, a URL with a user name or password after "
               "the page's own) is refused only after its preflight",
    .decide = decide,
};

extern std::string_view const redirects_are_refused_after_their_preflight_evidence;
constinit std::string_view const redirects_are_refused_after_their_preflight_evidence =
    "GET with X-Foo to the page's own https: URL, 302 to http: of another origin whose preflight is good: "
    "blocked after the preflight in WebKitGTK 2.50";

} // namespace whycors::quirks
