#include "base/concat.hpp"
#include "fetch/failure.hpp"
#include "messages.hpp"

namespace whycors::engines {

namespace {

std::string blocked(std::string const& url, std::string const& reason, std::string const& tail = {}) {
  return concat(
      {"Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ", url,
       ". (Reason: ", reason, ").", tail});
}

std::string did_not_succeed(std::string const& url) {
  return blocked(url, "CORS request did not succeed", " Status code: (null).");
}

constexpr char const* multiple_origins = "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed";

/// Where a redirect leads; nothing where it is none or its Location is no URL.
std::optional<Url> redirect_target(fetch::Failure const& failure) {
  Header const* const location = failure.is_redirect() ? failure.headers.first(names::location) : nullptr;
  auto const base = Url::parse(failure.url());
  return location ? Url::parse(fetch::field_value(*location), base ? &*base : nullptr) : std::nullopt;
}

/// The CORS check of a call from `sent` in Firefox's words and order; empty when it passes.
std::string access_check_line(fetch::Failure const& failure, std::string_view sent) {
  std::string const url = failure.url();
  // Two rows count as several only when they are spelt in this very case; others are joined.
  std::size_t canonical = 0;
  for (Header const& row : failure.headers)
    canonical += row.name == "Access-Control-Allow-Origin";
  if (canonical > 1) return blocked(url, multiple_origins);
  auto const origin = failure.value(names::access_control_allow_origin);
  if (!origin)
    return blocked(url, "CORS header ‘Access-Control-Allow-Origin’ missing",
                   concat({" Status code: ", failure.status(), "."}));
  if (failure.include() && *origin == "*")
    return concat(
        {"Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘",
         url,
         "’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is "
         "‘*’)."});
  if (*origin != "*" && *origin != sent)
    return blocked(url, concat({"CORS header ‘Access-Control-Allow-Origin’ does not match ‘", *origin, "’"}));
  if (failure.include() && failure.value(names::access_control_allow_credentials) != "true")
    return blocked(url, "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’");
  return {};
}

/// The same for the origin that the judged request was sent with.
std::string access_check_line(fetch::Failure const& failure) {
  return access_check_line(failure,
                           failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin);
}

/// What follows the refusal of a preflight's redirect: a second check, which another origin's target taints.
std::string redirected_preflight_line(fetch::Failure const& failure, std::string const& no_success) {
  auto const target = redirect_target(failure);
  auto const current = Url::parse(failure.url());
  bool const is_tainted = target && current && !target->same_origin(*current);
  auto const line = is_tainted ? access_check_line(failure, "null") : std::string();
  return line.empty() ? no_success : line;
}

std::vector<std::string> preflight_lines(fetch::Failure const& failure) {
  std::string const url = failure.url();
  Decision const* const applies = failure.trace.at(step_id(Algorithm::cors_preflight_fetch, "7.applies"));
  bool const is_checked = !applies || applies->by_engine;
  if (auto const line = is_checked ? access_check_line(failure) : std::string(); !line.empty()) {
    if (failure.is_redirect() && failure.request.redirect_mode == RedirectMode::follow)
      return {line, did_not_succeed(url), did_not_succeed(url)};
    return {line, did_not_succeed(url)};
  }
  std::string const no_success = blocked(url, "CORS preflight response did not succeed",
                                         concat({" Status code: ", failure.status(), "."}));
  if (failure.is_redirect() && failure.request.redirect_mode == RedirectMode::follow)
    return {blocked(url, "CORS request external redirect not allowed"),
            is_checked ? redirected_preflight_line(failure, no_success) : no_success, did_not_succeed(url)};
  if (failure.is_redirect() || failure.at(step_id(Algorithm::cors_preflight_fetch, "7.status")))
    return {no_success, did_not_succeed(url)};
  auto const with = [&](std::string const& reason) {
    return std::vector{blocked(url, reason), did_not_succeed(url)};
  };
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.methods")))
    return with(concat({"invalid token ‘", failure.first_bad_token(names::access_control_allow_methods),
                        "’ in CORS header ‘Access-Control-Allow-Methods’"}));
  if (!failure.method_is_allowed())
    return with("Did not find method in CORS header ‘Access-Control-Allow-Methods’");
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.headers")))
    return with(concat({"invalid token ‘", failure.first_bad_token(names::access_control_allow_headers),
                        "’ in CORS header ‘Access-Control-Allow-Headers’"}));
  return with(concat(
      {"header ‘", failure.first_refused_header(),
       "’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response"}));
}

/// What Firefox prints of a preflight that passed only because `*` still covers Authorization: as often as it
/// was asked for.
std::vector<std::string> warnings(Trace const& trace) {
  std::vector<std::string> lines;
  for (Decision const& decision : trace.decisions)
    if (decision.step == step_id(Algorithm::cors_preflight_fetch, "7.6") && decision.by_standard &&
        !decision.by_engine) {
      HopRecord const& hop = trace.hops[decision.hop];
      auto const times = std::count(hop.request_headers.begin(), hop.request_headers.end(), "authorization");
      lines.insert(lines.end(), static_cast<std::size_t>(times),
                   concat({"Cross-Origin Request Warning: The Same Origin Policy will disallow reading the "
                           "remote resource "
                           "at ",
                           hop.url,
                           " soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the "
                           "`Authorization` header is "
                           "not covered. To include the `Authorization` header, it must be explicitly listed "
                           "in CORS header "
                           "`Access-Control-Allow-Headers`)."}));
    }
  return lines;
}

/// A redirect to what is no URL, or a data: URL, ends before CORS is looked at.
bool has_unfollowable_target(fetch::Failure const& failure) {
  if (failure.in_preflight || !failure.is_redirect()) return false;
  auto const target = redirect_target(failure);
  return !target || target->scheme() == "data";
}

/// Firefox names the page's whole address, of which an exchange tells the origin.
std::string may_not_load(fetch::Failure const& failure) {
  return concat({"Security Error: Content at ", failure.request.origin, "/ may not load data from ",
                 failure.url(), "."});
}

/// A directive of a Content Security Policy as Firefox prints it: without sources it is 'none', and schemes
/// and hosts are in lower case.
std::string as_parsed(std::string directive) {
  if (directive.find(' ') == std::string::npos) return concat({directive, " 'none'"});
  for (std::size_t start = 0; start < directive.size();) {
    auto const end = std::min(directive.find(' ', start), directive.size());
    auto const authority = directive.find("://", start);
    auto const path = authority < end ? directive.find('/', authority + 3) : end;
    for (std::size_t i = start; authority < end && i < std::min(path, end); ++i)
      directive[i] = byte_lowercase(directive[i]);
    start = end + 1;
  }
  return directive;
}

std::vector<std::string> error_lines(fetch::Failure const& failure) {
  std::string const url = failure.url();
  if (is_refused_by_its_mode(failure)) return {may_not_load(failure)};
  if (failure.at(step_id(Algorithm::main_fetch, "7.mixed-content")))
    return {concat({"Blocked loading mixed active content “", url, "”"})};
  std::string const redirecting = failure.is_redirected() ? std::string((failure.hop - 1)->url) : "";
  if (failure.at(step_id(Algorithm::main_fetch, "7.bad-port")) && failure.is_redirected() &&
      failure.request.mode == RequestMode::cors)
    return {did_not_succeed(redirecting)};
  if (failure.at(step_id(Algorithm::main_fetch, "7.content-security-policy"))) {
    std::vector<std::string> lines{concat(
        {"Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ",
         url, " because it violates the following directive: “", as_parsed(evidence_at_end(failure.trace)),
         "”"})};
    if (failure.is_redirected() && !failure.stayed_on_own_origin())
      lines.push_back(did_not_succeed(redirecting));
    return lines;
  }
  if (failure.at(step_id(Algorithm::http_fetch, "5")))
    return {concat({"The resource at “", url,
                    "” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See "
                    "https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#"})};
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "6"))) {
    auto const target = redirect_target(failure);
    auto const scheme = target->scheme();
    if (scheme == "blob" || scheme == "file") {
      std::vector<std::string> lines{
          concat({"Security Error: Content at ", failure.request.origin,
                  scheme == "file" ? "/ may not load or link to " : "/ may not load data from ",
                  target->href(), "."})};
      if (!failure.stayed_on_own_origin()) lines.push_back(did_not_succeed(url));
      return lines;
    }
  }
  // What CORS has no say in fails in silence.
  bool const leaves_own_origin = failure.at(step_id(Algorithm::http_redirect_fetch, "9"));
  if ((failure.stayed_on_own_origin() && !leaves_own_origin) || failure.request.mode == RequestMode::no_cors)
    return {};
  bool const follows = failure.request.redirect_mode == RedirectMode::follow;
  if (has_unfollowable_target(failure) && !follows && !failure.at(Algorithm::cors_check)) return {};
  if (has_unfollowable_target(failure) && follows) return {did_not_succeed(url)};
  if (failure.at(Algorithm::cors_check) || failure.at(Algorithm::cors_preflight_fetch)) {
    if (failure.in_preflight) return preflight_lines(failure);
    if (failure.is_redirect() && failure.request.redirect_mode == RedirectMode::follow)
      return {access_check_line(failure), did_not_succeed(url)};
    return {access_check_line(failure)};
  }
  if (failure.at(step_id(Algorithm::main_fetch, "12.mode-same-origin"))) return {may_not_load(failure)};
  if (failure.at(Algorithm::http_redirect_fetch)) return {did_not_succeed(url)};
  if (failure.at(Algorithm::http_network_or_cache_fetch)) {
    if (failure.in_preflight && failure.hop->cross_origin)
      return {did_not_succeed(url), did_not_succeed(url)};
    // A PUT whose connection ends without an answer is told in the words of another failure.
    if (failure.hop->method == "PUT" && failure.hop->cross_origin &&
        failure.answer->failure == NetworkFailure::reset)
      return {blocked(url, multiple_origins)};
    return {did_not_succeed(url)};
  }
  return {};
}

/// The URL that an EventSource takes for its own: permanent redirects change it.
std::string event_source_url(fetch::Failure const& failure) {
  std::string url = failure.first_url();
  for (std::size_t hop = 1; hop <= failure.trace.outcome.decided_hop; ++hop) {
    Answer const* const redirect = failure.trace.hops[hop - 1].response;
    if (redirect && (redirect->status == 301 || redirect->status == 308)) url = failure.trace.hops[hop].url;
  }
  return url;
}

/// What the one who asked for it says of the failure.
std::string consequence(fetch::Failure const& failure) {
  switch (failure.request.initiator) {
  case Initiator::script:
    return concat({"<script> source URI is not allowed in this document: “", failure.first_url(), "”."});
  case Initiator::module:
    return concat({"Module source URI is not allowed in this document: “", failure.first_url(), "”."});
  case Initiator::eventsource:
    return concat({"Firefox can’t establish a connection to the server at ", event_source_url(failure), "."});
  default: return {};
  }
}

} // namespace

std::vector<std::string> gecko_messages(Trace const& trace) {
  std::vector<std::string> lines = warnings(trace);
  if (trace.outcome.verdict != Verdict::blocked) return lines;
  fetch::Failure const failure(trace);
  for (std::string& line : error_lines(failure))
    lines.push_back(std::move(line));
  if (auto line = consequence(failure); !line.empty() && !lines.empty()) lines.push_back(std::move(line));
  return lines;
}

} // namespace whycors::engines
