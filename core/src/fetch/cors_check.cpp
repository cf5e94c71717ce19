#include "cors_check.hpp"

#include "headers.hpp"
#include "request.hpp"

namespace whycors::fetch {

// https://fetch.spec.whatwg.org/#concept-cors-check
Check cors_check(Request const& request, Response const& response, Run& run) {
  auto step = run.begin<Algorithm::cors_check>();
  Stage const stage = run.in_preflight ? Stage::preflight : Stage::response;
  // 1. All rows of Access-Control-Allow-Origin as one value.
  Header const* const origin_row = response.header_list->first(names::access_control_allow_origin);
  auto const origin =
      step.value("1", get(*response.header_list, names::access_control_allow_origin, run.store), origin_row);
  // 2. None at all: the server does not take part in CORS. Absent is not `null`.
  if (step.when("2", !origin)) {
    step.failed(stage);
    return Check::failure;
  }
  bool const include = step.when("2.credentials", request.credentials_mode == CredentialsMode::include);
  // 3. `*` is anybody, as long as nobody's credentials are in play.
  if (step.when("3", !include && *origin == "*", origin_row)) return Check::success;
  // 4. Anything else must be the origin, byte for byte.
  if (step.when("4", serialize_request_origin(request, run) != *origin, origin_row)) {
    step.failed(stage);
    return Check::failure;
  }
  // 5. Without credentials that is all.
  if (step.when("5", !include)) return Check::success;
  // 6. With them the server must say so as well,
  Header const* const credentials_row = response.header_list->first(names::access_control_allow_credentials);
  auto const credentials = step.value(
      "6", get(*response.header_list, names::access_control_allow_credentials, run.store), credentials_row);
  // 7. in exactly these four bytes.
  if (step.when("7", credentials && *credentials == "true", credentials_row)) return Check::success;
  // 8. Otherwise it did not mean to.
  step.when("8", true, credentials_row);
  step.failed(stage);
  return Check::failure;
}

} // namespace whycors::fetch
