#include "fetch/failure.hpp"
#include "messages.hpp"

namespace whycors::engines {

namespace {

std::string blocked(std::string const& url, std::string const& reason, std::string const& tail = {}) {
  return "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at " +
         url + ". (Reason: " + reason + ")." + tail;
}

std::string did_not_succeed(std::string const& url) {
  return blocked(url, "CORS request did not succeed", " Status code: (null).");
}

/// The CORS check in Firefox's words and order; empty when it passes.
std::string access_check_line(fetch::Failure const& failure) {
  std::string const url = failure.url();
  HeaderList const& headers = failure.answer->headers;
  if (failure.trace.at(failure.step) && headers.count(names::access_control_allow_origin) > 1) {
    std::size_t with_value = 0;
    std::size_t canonical = 0;
    for (Header const& row : headers) {
      if (!byte_case_insensitive_match(row.name, names::access_control_allow_origin)) continue;
      with_value += !fetch::field_value(row).empty();
      canonical += row.name == "Access-Control-Allow-Origin";
    }
    if (with_value > 1 || canonical > 1)
      return blocked(url, "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed");
  }
  auto const origin = failure.value(names::access_control_allow_origin);
  if (!origin)
    return blocked(url, "CORS header ‘Access-Control-Allow-Origin’ missing",
                   " Status code: " + failure.status() + ".");
  if (failure.include() && *origin == "*")
    return "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘" +
           url +
           "’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is "
           "‘*’).";
  std::string_view const sent = failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin;
  if (*origin != "*" && *origin != sent)
    return blocked(url, "CORS header ‘Access-Control-Allow-Origin’ does not match ‘" + *origin + "’");
  if (failure.include() && failure.value(names::access_control_allow_credentials) != "true")
    return blocked(url, "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’");
  return {};
}

std::vector<std::string> preflight_lines(fetch::Failure const& failure) {
  std::string const url = failure.url();
  if (auto const line = access_check_line(failure); !line.empty()) {
    if (failure.is_redirect()) return {line, did_not_succeed(url), did_not_succeed(url)};
    return {line, did_not_succeed(url)};
  }
  std::string const no_success =
      blocked(url, "CORS preflight response did not succeed", " Status code: " + failure.status() + ".");
  if (failure.is_redirect())
    return {blocked(url, "CORS request external redirect not allowed"), no_success, did_not_succeed(url)};
  if (failure.at(Algorithm::cors_preflight_fetch, "7.status")) return {no_success, did_not_succeed(url)};
  auto const with = [&](std::string const& reason) {
    return std::vector{blocked(url, reason), did_not_succeed(url)};
  };
  if (failure.at(Algorithm::cors_preflight_fetch, "7.3.methods"))
    return with("invalid token ‘" + failure.first_bad_token(names::access_control_allow_methods) +
                "’ in CORS header ‘Access-Control-Allow-Methods’");
  if (failure.at(Algorithm::cors_preflight_fetch, "7.5"))
    return with("Did not find method in CORS header ‘Access-Control-Allow-Methods’");
  if (failure.at(Algorithm::cors_preflight_fetch, "7.3.headers"))
    return with("invalid token ‘" + failure.first_bad_token(names::access_control_allow_headers) +
                "’ in CORS header ‘Access-Control-Allow-Headers’");
  return with(
      "header ‘" + std::string(failure.first_refused_header()) +
      "’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response");
}

} // namespace

std::vector<std::string> gecko_messages(Trace const& trace) {
  if (trace.outcome.verdict != Verdict::blocked) return {};
  fetch::Failure const failure(trace);
  std::string const url = failure.url();
  if (failure.at(Algorithm::cors_check) || failure.at(Algorithm::cors_preflight_fetch)) {
    if (failure.in_preflight) return preflight_lines(failure);
    if (failure.is_redirect()) return {access_check_line(failure), did_not_succeed(url)};
    return {access_check_line(failure)};
  }
  if (failure.at(Algorithm::main_fetch, "12.mode-same-origin"))
    return {"Security Error: Content at " + std::string(failure.request.origin) +
            "/ may not load data from " + url + "."};
  if (failure.at(Algorithm::http_redirect_fetch)) return {did_not_succeed(url)};
  if (failure.at(Algorithm::http_network_or_cache_fetch)) {
    if (failure.in_preflight) return {did_not_succeed(url), did_not_succeed(url)};
    return {did_not_succeed(url)};
  }
  return {};
}

} // namespace whycors::engines
