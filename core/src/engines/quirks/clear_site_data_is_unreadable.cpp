#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || byte_case_insensitive_match(context.evidence.header->name, "clear-site-data");
}

} // namespace

extern Quirk const clear_site_data_is_unreadable;
constinit Quirk const clear_site_data_is_unreadable{
    .id = "clear-site-data-is-unreadable",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::filtered_response, "forbidden"),
    .summary = "scripts can never read Clear-Site-Data",
    .decide = decide,
};

extern std::string_view const clear_site_data_is_unreadable_evidence;
constinit std::string_view const clear_site_data_is_unreadable_evidence =
    "`Access-Control-Expose-Headers: *` with a Clear-Site-Data header: not readable in Chromium "
    "156, readable in Firefox ESR 153, WebKitGTK 2.50";

} // namespace whycors::quirks
