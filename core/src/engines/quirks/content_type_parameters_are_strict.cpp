#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  auto const value = context.evidence.text;
  bool const ends_with_second_semicolon = value.ends_with(';') && value.find(';') != value.size() - 1;
  return by_standard || ends_with_second_semicolon || value.find(',') != std::string_view::npos;
}

} // namespace

extern Quirk const content_type_parameters_are_strict;
constinit Quirk const content_type_parameters_are_strict{
    .id = "content-type-parameters-are-strict",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.content-type.3"),
    .summary =
        "a Content-Type with a comma, or with an empty last parameter after another one, is preflighted",
    .decide = decide,
};

extern std::string_view const content_type_parameters_are_strict_evidence;
constinit std::string_view const content_type_parameters_are_strict_evidence =
    "POST with `Content-Type: text/plain;a=b;` or `text/plain;charset=a,b`: preflighted in "
    "Firefox ESR 153, not in Chromium 156, WebKitGTK 2.50; `text/plain;` in none";

} // namespace whycors::quirks
