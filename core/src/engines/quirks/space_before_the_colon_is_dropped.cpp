#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const&) {
  if (HeaderList* const* const headers = std::get_if<HeaderList*>(&value))
    for (std::size_t i = 0; i < (*headers)->size(); ++i)
      (**headers)[i].name = trim((**headers)[i].name, is_http_tab_or_space);
}

} // namespace

extern Quirk const space_before_the_colon_is_dropped;
constinit Quirk const space_before_the_colon_is_dropped{
    .id = "space-before-the-colon-is-dropped",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.head"),
    .summary = "white space between a header name and its colon is overlooked",
    .revise = revise,
};

extern std::string_view const space_before_the_colon_is_dropped_evidence;
constinit std::string_view const space_before_the_colon_is_dropped_evidence =
    "a row `Access-Control-Allow-Origin : *`: a header in Chromium 156, none in Firefox ESR 153, "
    "WebKitGTK 2.50";

} // namespace whycors::quirks
