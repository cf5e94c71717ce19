#include "engines/contradiction.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  HeaderList const& headers = context.answer->headers;
  return by_standard || engines::contradicts(headers, "content-length", true) ||
         engines::contradicts(headers, names::location, false) ||
         engines::contradicts(headers, "content-disposition", false);
}

} // namespace

extern Quirk const contradicting_rows_are_refused;
constinit Quirk const contradicting_rows_are_refused{
    .id = "contradicting-rows-are-refused",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary =
        "a response with two different rows of Content-Length, Location or Content-Disposition is refused",
    .decide = decide,
};

extern std::string_view const contradicting_rows_are_refused_evidence;
constinit std::string_view const contradicting_rows_are_refused_evidence =
    "200 with two different rows of Content-Disposition: blocked in Firefox ESR 153, allowed in WebKitGTK "
    "2.50";

} // namespace whycors::quirks
