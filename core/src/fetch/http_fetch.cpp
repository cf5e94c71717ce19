#include "http_fetch.hpp"

#include <algorithm>

#include "cors_check.hpp"
#include "cors_preflight_fetch.hpp"
#include "cross_origin_resource_policy.hpp"
#include "http_network_or_cache_fetch.hpp"
#include "http_redirect_fetch.hpp"
#include "methods.hpp"
#include "preflight_cache.hpp"
#include "request_headers.hpp"

namespace whycors::fetch {

namespace {

/// https://fetch.spec.whatwg.org/#redirect-status
constexpr bool is_redirect_status(std::uint16_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Why the first hop is preflighted, for the report.
void note_preflight_reasons(Request const& request, std::vector<std::string_view> const& unsafe_names,
                            Run& run) {
  if (!run.trace || request.hop() != 0) return;
  using Kind = PreflightReason::Kind;
  auto& reasons = run.trace->preflight_reasons;
  if (!is_cors_safelisted_method(request.method)) reasons.push_back({Kind::method, request.method});
  for (std::string_view const name : unsafe_names)
    reasons.push_back({Kind::header, name});
  if (request.body == BodyKind::stream)
    reasons.push_back({Kind::stream, {}});
  else if (request.use_cors_preflight)
    reasons.push_back({run.exchange.request.preflight_seen ? Kind::seen : Kind::listener, {}});
  run.trace->unsafe_header_names = unsafe_names;
}

} // namespace

// https://fetch.spec.whatwg.org/#concept-http-fetch
Response http_fetch(Request& request, MakeCorsPreflight make_cors_preflight, Run& run) {
  auto step = run.begin<Algorithm::http_fetch>();
  // 4.1. A preflight, unless the cache has one that covers the method and every header.
  if (make_cors_preflight == MakeCorsPreflight::yes) {
    auto const unsafe_names = cors_unsafe_request_header_names(request.header_list, run);
    note_preflight_reasons(request, unsafe_names, run);
    if (request.hop() == 0) run.outcome.preflight_needed = true;
    if (HopRecord* const record = run.hop_record()) record->preflight_needed = true;

    PreflightCache const* const cache = run.cache && step.when("4.1.cache", true) ? run.cache : nullptr;
    bool const safelisted =
        step.when("4.1.safelisted", is_cors_safelisted_method(request.method), request.method);
    bool const method_needs_one = !safelisted || request.use_cors_preflight;
    bool const for_method = step.when(
        "4.1.method", method_needs_one && !(cache && cache->matches_method(request.method, request, run)),
        request.method);
    bool const for_headers = step.when(
        "4.1.headers", std::any_of(unsafe_names.begin(), unsafe_names.end(), [&](std::string_view name) {
          return !(cache && cache->matches_header_name(name, request, run));
        }));
    request.was_preflighted = true;
    if (for_method || for_headers) {
      Response const preflight_response = cors_preflight_fetch(request, run);
      if (step.when("4.1.2", preflight_response.is_network_error())) {
        step.failed(Stage::preflight);
        return preflight_response;
      }
    }
  }
  // 4.3. The request itself, where the browser can send such a one.
  if (step.when("4.3", false)) {
    step.failed(request.hop() == 0 ? Stage::request : Stage::redirect);
    return {};
  }
  Response response = http_network_or_cache_fetch(request, run);
  if (response.is_unknown() || response.is_network_error()) return response;
  // 4.4. Its response must pass the CORS check too, whatever its status.
  if (step.when("4.4", request.response_tainting == ResponseTainting::cors &&
                           cors_check(request, response, run) == Check::failure)) {
    step.failed(Stage::response);
    if (is_redirect_status(response.status) && response.header_list->contains(names::location))
      run.outcome.stage = Stage::redirect;
    return {};
  }
  // 5. What script may not read can still be refused by its owner.
  if (step.when("5", request.response_tainting == ResponseTainting::opaque &&
                         cross_origin_resource_policy_blocks(request, response))) {
    step.failed(Stage::response);
    return {};
  }
  // 6. Redirects.
  if (step.when("6", is_redirect_status(response.status))) {
    // 6.3. By the redirect mode: fail,
    if (step.when("6.3.error", request.redirect_mode == RedirectMode::error)) {
      step.failed(Stage::redirect);
      return {};
    }
    // hand it over unread,
    if (step.when("6.3.manual", request.redirect_mode == RedirectMode::manual,
                  response.header_list->first(names::location))) {
      response.type = Response::Type::opaque_redirect;
      return response;
    }
    // or follow.
    return http_redirect_fetch(request, response, run);
  }
  return response;
}

} // namespace whycors::fetch
