#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || byte_case_insensitive_match(context.evidence.header->name, "available-dictionary");
}

} // namespace

extern Quirk const available_dictionary_fails;
constinit Quirk const available_dictionary_fails{
    .id = "available-dictionary-fails",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::headers_append, "2"),
    .summary = "`fetch()` fails when script sets Available-Dictionary",
    .decide = decide,
};

extern std::string_view const available_dictionary_fails_evidence;
constinit std::string_view const available_dictionary_fails_evidence =
    "GET with `Available-Dictionary: x`: nothing is sent in Chromium 156; Firefox ESR 153, "
    "WebKitGTK 2.50 preflight it like any other header";

} // namespace whycors::quirks
