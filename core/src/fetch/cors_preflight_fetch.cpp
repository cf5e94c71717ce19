#include "cors_preflight_fetch.hpp"

#include <algorithm>

#include "cors_check.hpp"
#include "headers.hpp"
#include "http_network_or_cache_fetch.hpp"
#include "methods.hpp"
#include "preflight_cache.hpp"
#include "request_headers.hpp"

namespace whycors::fetch {

namespace {

bool lists(ListValues const& values, std::string_view item) {
  return std::find(values.items.begin(), values.items.end(), item) != values.items.end();
}

bool lists_ignoring_case(ListValues const& values, std::string_view item) {
  return std::any_of(values.items.begin(), values.items.end(),
                     [item](std::string_view listed) { return byte_case_insensitive_match(listed, item); });
}

Response failed_preflight() { return {}; }

} // namespace

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
Response cors_preflight_fetch(Request const& request, Run& run) {
  auto step = run.begin<Algorithm::cors_preflight_fetch>();
  run.in_preflight = true;
  struct Leave {
    Run& run;
    ~Leave() { run.in_preflight = false; }
  } const leave{run};
  bool const include = request.credentials_mode == CredentialsMode::include;
  // 3. The method that is asked for.
  auto const request_method = step.value("3", request.method);
  // 4-5. The header names that are asked for.
  auto const unsafe_names = cors_unsafe_request_header_names(request.header_list, run);
  if (request.hop() == 0) {
    run.outcome.request_method = request_method;
    run.outcome.request_headers = unsafe_names;
  }
  if (HopRecord* const record = run.hop_record()) {
    record->request_method = request_method;
    record->request_headers = unsafe_names;
  }
  // 6. Sent without credentials; no redirect is followed.
  Response const response = http_network_or_cache_fetch(request, run);
  if (response.is_unknown() || response.is_network_error()) return response;
  // 7. The CORS check is that of the request to come, with its credentials mode, and the status must be ok.
  bool const applies = step.when("7.applies", true);
  if (step.when("7.cors-check", applies && cors_check(request, response, run) == Check::failure)) {
    step.failed(Stage::preflight);
    return failed_preflight();
  }
  if (step.when("7.status", !is_ok_status(response.status))) {
    step.failed(Stage::preflight);
    return failed_preflight();
  }
  // 7.1-2. Both lists; each may be absent, malformed, or a list.
  Header const* const methods_row = response.header_list->first(names::access_control_allow_methods);
  Header const* const headers_row = response.header_list->first(names::access_control_allow_headers);
  auto methods = extract_list(*response.header_list, names::access_control_allow_methods);
  auto const header_names = extract_list(*response.header_list, names::access_control_allow_headers);
  // 7.3. A malformed list fails even where it was not needed.
  if (step.when("7.3.methods", methods.is_failure(), methods_row) ||
      step.when("7.3.headers", header_names.is_failure(), headers_row)) {
    step.failed(Stage::preflight);
    return failed_preflight();
  }
  // 7.4. A preflight that was forced needs no list to be remembered by.
  if (step.when("7.4", methods.kind == ListValues::Kind::absent && request.use_cors_preflight)) {
    methods.kind = ListValues::Kind::list;
    methods.items = {request.method};
  }
  // 7.8-9. How long to remember it; five seconds unless the server says otherwise.
  auto const seconds_to_remember = [&]() -> std::int64_t {
    constexpr std::int64_t default_max_age = 5;
    Header const* const row = response.header_list->first(names::access_control_max_age);
    auto const stated = extract_delta_seconds(*response.header_list, names::access_control_max_age);
    std::int64_t const max_age =
        step.value("7.8", std::optional(stated.value_or(default_max_age)), row).value_or(0);
    // 7.10. No longer than this browser remembers anything.
    std::int64_t const limit = run.profile.max_age_limit.value_or(max_age);
    return step.when("7.10", max_age > limit, row) ? limit : max_age;
  };
  // 7.12-15. Into the cache.
  auto const remember = [&](std::int64_t seconds) {
    if (step.when("7.13", false)) run.cache->clear(request, run);
    if (seconds > 0) run.cache->store(request, seconds, methods, header_names, run);
  };
  // 7.11. By the standard only what allows this very request is remembered.
  auto const refused = [&] {
    step.failed(Stage::preflight);
    if (run.cache && !step.when("7.11", true)) remember(seconds_to_remember());
    return failed_preflight();
  };
  // 7.5. The method, byte for byte; the three simple ones need no listing.
  bool const any_method = !include && lists(methods, "*");
  if (step.when("7.5",
                !lists(methods, request_method) && !is_cors_safelisted_method(request_method) && !any_method,
                methods_row))
    return refused();
  // 7.6. Authorization must be named; `*` does not cover it.
  bool const unlisted_authorization =
      std::any_of(unsafe_names.begin(), unsafe_names.end(), [&](std::string_view name) {
        return is_cors_non_wildcard_request_header_name(name) && !lists_ignoring_case(header_names, name);
      });
  bool const authorization_fails = step.when("7.6", unlisted_authorization, headers_row);
  if (authorization_fails) return refused();
  // 7.7. Every other one must be named, or `*` stand for it.
  bool const any_header = !include && lists(header_names, "*");
  bool const unlisted_header =
      std::any_of(unsafe_names.begin(), unsafe_names.end(), [&](std::string_view name) {
        return !lists_ignoring_case(header_names, name) && !any_header;
      });
  if (step.when("7.7", unlisted_header, headers_row)) return refused();
  std::int64_t const seconds = seconds_to_remember();
  if (request.hop() == 0) run.outcome.preflight_max_age = seconds;
  if (run.cache && !step.when("7.11", false)) remember(seconds);
  return response;
}

} // namespace whycors::fetch
