#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  auto const& chain = context.request.url_list;
  std::string_view** const method = std::get_if<std::string_view*>(&value);
  if (method && **method == "DELETE" && !chain.back().same_origin(chain[chain.size() - 2])) **method = "GET";
}

} // namespace

extern Quirk const delete_becomes_get;
constinit Quirk const delete_becomes_get{
    .id = "delete-becomes-get",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::port,
    .step = step_id(Algorithm::http_redirect_fetch, "12.method"),
    .summary = "a DELETE that is redirected to another origin becomes a GET in WebKitGTK's network stack",
    .revise = revise,
};

extern std::string_view const delete_becomes_get_evidence;
constinit std::string_view const delete_becomes_get_evidence =
    "DELETE, 307 to another origin: GET in WebKitGTK 2.50 (libsoup), DELETE in Chromium 156, "
    "Firefox ESR 153; not known of Safari";

} // namespace whycors::quirks
