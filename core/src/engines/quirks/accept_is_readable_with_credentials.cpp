#include <algorithm>

#include "fetch/headers.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  if (by_standard || context.request.credentials_mode != CredentialsMode::include) return by_standard;
  auto const listed = fetch::extract_list(context.answer->headers, names::access_control_expose_headers);
  bool const wildcard = std::find(listed.items.begin(), listed.items.end(), "*") != listed.items.end();
  return wildcard && byte_case_insensitive_match(context.evidence.header->name, names::accept);
}

} // namespace

extern Quirk const accept_is_readable_with_credentials;
constinit Quirk const accept_is_readable_with_credentials{
    .id = "accept-is-readable-with-credentials",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::filtered_response, "safelisted"),
    .summary = "with credentials, `*` in Access-Control-Expose-Headers still exposes the header Accept",
    .decide = decide,
};

extern std::string_view const accept_is_readable_with_credentials_evidence;
constinit std::string_view const accept_is_readable_with_credentials_evidence =
    "credentialed GET whose response has `Accept: x` and exposes `*`: Accept is readable in "
    "WebKitGTK 2.50 "
    "only";

} // namespace whycors::quirks
