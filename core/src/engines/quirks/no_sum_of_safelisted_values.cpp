#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool, StepContext const&) { return false; }

} // namespace

extern Quirk const no_sum_of_safelisted_values;
constinit Quirk const no_sum_of_safelisted_values{
    .id = "no-sum-of-safelisted-values",
    .engines = EngineSet(Engine::gecko, Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_unsafe_request_header_names, "5"),
    .summary = "safelisted headers may sum up to more than 1024 bytes",
    .decide = decide,
};

extern std::string_view const no_sum_of_safelisted_values_evidence;
constinit std::string_view const no_sum_of_safelisted_values_evidence =
    "nine Accept rows of 120 bytes: no preflight in Firefox ESR 153; WebKitGTK 2.50 has no such "
    "rule either";

} // namespace whycors::quirks
