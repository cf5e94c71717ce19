#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || byte_case_insensitive_match(context.evidence.header->name, names::user_agent);
}

} // namespace

extern Quirk const user_agent_is_ignored;
constinit Quirk const user_agent_is_ignored{
    .id = "user-agent-is-ignored",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::headers_append, "2.forbidden"),
    .summary = "a User-Agent that script sets is ignored: it is neither sent nor preflighted",
    .decide = decide,
};

extern std::string_view const user_agent_is_ignored_evidence;
constinit std::string_view const user_agent_is_ignored_evidence =
    "GET with `User-Agent: x`: Chromium 156 sends its own and no preflight; Firefox ESR 153, "
    "WebKitGTK 2.50 preflight `user-agent` (crbug.com/571722)";

} // namespace whycors::quirks
