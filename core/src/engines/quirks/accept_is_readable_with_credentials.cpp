#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard || (context.request.credentials_mode == CredentialsMode::include &&
                         byte_case_insensitive_match(context.evidence.header->name, names::accept));
}

} // namespace

extern Quirk const accept_is_readable_with_credentials;
constinit Quirk const accept_is_readable_with_credentials{
    .id = "accept-is-readable-with-credentials",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::filtered_response, "safelisted"),
    .summary = "a response header Accept is readable when the request was sent with credentials",
    .evidence = "credentialed GET whose response has `Accept: x`: readable in WebKitGTK 2.50 only",
    .decide = decide,
};

} // namespace whycors::quirks
