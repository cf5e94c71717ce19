#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  if (HeaderList* const* const headers = std::get_if<HeaderList*>(&value)) {
    HeaderList combined;
    for (Header const& header : **headers)
      if (!combined.contains(header.name)) {
        Header whole = header;
        whole.value = *fetch::get(**headers, header.name, context.store);
        combined.append(whole);
      }
    **headers = std::move(combined);
  }
}

} // namespace

extern Quirk const repeated_request_headers_are_combined;
constinit Quirk const repeated_request_headers_are_combined{
    .id = "repeated-request-headers-are-combined",
    .engines = EngineSet(Engine::chromium, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_unsafe_request_header_names, "4"),
    .summary = "rows of the same name are joined before they are looked at",
    .revise = revise,
};

extern std::string_view const repeated_request_headers_are_combined_evidence;
constinit std::string_view const repeated_request_headers_are_combined_evidence =
    "two Accept rows of 100 bytes each: preflighted in Chromium 156, WebKitGTK 2.50, not in "
    "Firefox ESR 153";

} // namespace whycors::quirks
