#include "base/bytes.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const&) {
  if (HeaderList* const* const headers = std::get_if<HeaderList*>(&value))
    for (std::size_t i = 0; i < (*headers)->size(); ++i)
      (**headers)[i].value = trim((**headers)[i].value, is_http_whitespace);
}

} // namespace

extern Quirk const carriage_returns_are_trimmed;
constinit Quirk const carriage_returns_are_trimmed{
    .id = "carriage-returns-are-trimmed",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::port,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "carriage returns around a header value are overlooked",
    .revise = revise,
};

extern std::string_view const carriage_returns_are_trimmed_evidence;
constinit std::string_view const carriage_returns_are_trimmed_evidence =
    "`Access-Control-Allow-Origin: *\\r`: allowed in WebKitGTK 2.50 (libsoup) and, as a line end, in "
    "Chromium 156; blocked in Firefox ESR 153";

} // namespace whycors::quirks
