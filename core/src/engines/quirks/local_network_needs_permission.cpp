#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || !context.evidence.text.empty();
}

} // namespace

extern Quirk const local_network_needs_permission;
constinit Quirk const local_network_needs_permission{
    .id = "local-network-needs-permission",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::local_network_access_check, "1"),
    .summary = "a public page reaches the local network or this machine only with the user's permission "
               "(since Chrome 142)",
    .decide = decide,
};

extern std::string_view const local_network_needs_permission_evidence;
constinit std::string_view const local_network_needs_permission_evidence =
    "public page, loopback target, no permission: blocked before any request in Chromium 156; "
    "Firefox ESR 153, WebKitGTK 2.50 do not ask";

} // namespace whycors::quirks
