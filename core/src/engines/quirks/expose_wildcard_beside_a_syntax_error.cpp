#include "base/comma_list.hpp"
#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

void revise(StepValue value, StepContext const& context) {
  ListValues** const listed = std::get_if<ListValues*>(&value);
  bool const applies = context.request.initiator != Initiator::xhr &&
                       context.request.credentials_mode != CredentialsMode::include;
  if (!listed || !(*listed)->is_failure() || !applies) return;
  for (Header const& row : context.answer->headers) {
    if (!byte_case_insensitive_match(row.name, names::access_control_expose_headers)) continue;
    for (std::string_view const element : CommaList(row.value)) {
      if (!element.empty() && !is_token(element)) return;
      if (element == "*") **listed = {ListValues::Kind::list, {"*"}};
    }
  }
}

} // namespace

extern Quirk const expose_wildcard_beside_a_syntax_error;
constinit Quirk const expose_wildcard_beside_a_syntax_error{
    .id = "expose-wildcard-beside-a-syntax-error",
    .engines = EngineSet(Engine::gecko),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::main_fetch, "14.1.1"),
    .summary =
        "`*` in Access-Control-Expose-Headers counts for fetch() although an element after it is malformed",
    .revise = revise,
};

extern std::string_view const expose_wildcard_beside_a_syntax_error_evidence;
constinit std::string_view const expose_wildcard_beside_a_syntax_error_evidence =
    "`Access-Control-Expose-Headers: *, b@d` exposes everything in Firefox ESR 153, nothing in "
    "Chromium 156, WebKitGTK 2.50";

} // namespace whycors::quirks
