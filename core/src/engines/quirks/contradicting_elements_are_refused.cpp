#include "engines/contradiction.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  HeaderList const& headers = context.answer->headers;
  return by_standard || engines::contradicts(headers, "content-length", true) ||
         engines::contradicts(headers, names::location, false) ||
         engines::contradicts(headers, "content-disposition", true);
}

} // namespace

extern Quirk const contradicting_elements_are_refused;
constinit Quirk const contradicting_elements_are_refused{
    .id = "contradicting-elements-are-refused",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response with different elements of Content-Length or Content-Disposition, or different "
               "rows of Location, is refused; a comma without quotes in a file name makes two elements",
    .decide = decide,
};

extern std::string_view const contradicting_elements_are_refused_evidence;
constinit std::string_view const contradicting_elements_are_refused_evidence =
    "200 with `Content-Disposition: attachment; filename=a,b`: blocked in Chromium 156, allowed in Firefox "
    "ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
