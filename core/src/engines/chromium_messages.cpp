#include <algorithm>

#include "base/concat.hpp"
#include "base/utf8.hpp"
#include "chromium_header_order.hpp"
#include "fetch/failure.hpp"
#include "messages.hpp"

namespace whycors::engines {

namespace {

std::string_view kind_of(Initiator initiator) {
  switch (initiator) {
  case Initiator::fetch: return "fetch";
  case Initiator::xhr: return "XMLHttpRequest";
  case Initiator::image: return "image";
  case Initiator::script:
  case Initiator::module: return "script";
  case Initiator::style: return "CSS stylesheet";
  case Initiator::font: return "font";
  case Initiator::media: return "video";
  case Initiator::track: return "text track";
  case Initiator::eventsource:
  case Initiator::beacon: break;
  }
  return "resource";
}

/// Only what fetch() asked for gets this advice.
std::string fetch_suffix(fetch::Failure const& failure) {
  return failure.request.initiator == Initiator::fetch
             ? " Have the server send the header with a valid value."
             : "";
}

std::string xhr_suffix(fetch::Failure const& failure) {
  return failure.request.initiator == Initiator::xhr
             ? " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the "
               "withCredentials attribute."
             : "";
}

/// A header's value as Chromium quotes it: each byte outside of printable ASCII as an escape.
std::string quoted(std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (char const byte : value) {
    auto const code = static_cast<unsigned char>(byte);
    if (code >= 0x20 && code <= 0x7E) {
      text += byte;
    } else {
      text += "\\u00";
      text += digits[code >> 4];
      text += digits[code & 15];
    }
  }
  return text;
}

/// Whether Chromium's parser takes a value for a URL: a host must also be UTF-8.
bool is_url(std::string_view value) {
  auto const start = value.find("//");
  if (start != std::string_view::npos)
    for (std::size_t i = start + 2; i < value.size() && value[i] != '/';) {
      auto const length = utf8_sequence_length(value, i);
      if (length == 0) return false;
      i += length;
    }
  return Url::parse(value).has_value();
}

/// The CORS check in Chromium's words and order; nothing when it passes.
std::string access_check_text(fetch::Failure const& failure) {
  auto const origin = failure.value(names::access_control_allow_origin);
  if (origin == "*") {
    if (!failure.include()) return {};
    return concat(
        {"The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard "
         "'*' when "
         "the request's credentials mode is 'include'.",
         xhr_suffix(failure)});
  }
  if (!origin) return "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  std::string_view const sent = failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin;
  if (*origin != sent) {
    if (origin->find_first_of(" ,") != std::string::npos)
      return concat({"The 'Access-Control-Allow-Origin' header contains multiple values '", quoted(*origin),
                     "', but only one is allowed.", fetch_suffix(failure)});
    if (*origin != "null" && !is_url(*origin))
      return concat({"The 'Access-Control-Allow-Origin' header contains the invalid value '", quoted(*origin),
                     "'.", fetch_suffix(failure)});
    return concat({"The 'Access-Control-Allow-Origin' header has a value '", quoted(*origin),
                   "' that is not equal to the supplied origin.", fetch_suffix(failure)});
  }
  if (!failure.include()) return {};
  auto const credentials = failure.value(names::access_control_allow_credentials);
  if (credentials == "true") return {};
  return concat({"The value of the 'Access-Control-Allow-Credentials' header in the response is '",
                 quoted(credentials.value_or("")),
                 "' which must be 'true' when the request's credentials mode is 'include'.",
                 xhr_suffix(failure)});
}

/// How many different names script gave the request.
std::size_t header_count(Request const& request) {
  HeaderList const& headers = request.original_header_list;
  std::size_t count = 0;
  for (auto header = headers.begin(); header != headers.end(); ++header)
    count += std::none_of(headers.begin(), header, [&header](Header const& earlier) {
      return byte_case_insensitive_match(earlier.name, header->name);
    });
  return count;
}

std::string preflight_text(fetch::Failure const& failure) {
  constexpr std::string_view prefix = "Response to preflight request doesn't pass access control check: ";
  if (failure.is_redirect()) return concat({prefix, "Redirect is not allowed for a preflight request."});
  if (auto const text = access_check_text(failure); !text.empty()) return concat({prefix, text});
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.status")))
    return concat({prefix, "It does not have HTTP ok status."});
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.methods")))
    return "Cannot parse Access-Control-Allow-Methods response header field in preflight response.";
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.headers")))
    return "Cannot parse Access-Control-Allow-Headers response header field in preflight response.";
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.5")))
    return concat({"Method ", failure.hop->request_method,
                   " is not allowed by Access-Control-Allow-Methods in preflight response."});
  return concat({"Request header field ",
                 first_in_chromium_order(failure.refused_headers(), header_count(failure.request)),
                 " is not allowed by Access-Control-Allow-Headers in preflight response."});
}

/// Where a redirect leads; nothing where it is none or its Location is no URL.
std::optional<Url> redirect_target(fetch::Failure const& failure) {
  Header const* const location = failure.is_redirect() ? failure.headers.first(names::location) : nullptr;
  auto const base = Url::parse(failure.url());
  return location ? Url::parse(fetch::field_value(*location), base ? &*base : nullptr) : std::nullopt;
}

/// A Location that is no URL is refused before CORS is looked at, schemes that no redirect may lead to after
/// it.
bool unfollowable_target(fetch::Failure const& failure) {
  if (failure.in_preflight || !failure.is_redirect()) return false;
  auto const target = redirect_target(failure);
  if (!target) return true;
  constexpr std::string_view unsafe[] = {"about", "blob", "chrome", "data", "file", "filesystem"};
  bool const is_unsafe =
      std::find(std::begin(unsafe), std::end(unsafe), target->scheme()) != std::end(unsafe);
  return is_unsafe && !failure.at(Algorithm::cors_check);
}

/// The sentence of the CORS policy that was broken; empty where the failure is of another kind.
std::string policy_text(fetch::Failure const& failure) {
  if (failure.at(Algorithm::local_network_access_check)) {
    return concat({"Permission was denied for this request to access the `",
                   failure.trace.at(failure.step)->evidence.value, "` address space."});
  }
  if (unfollowable_target(failure)) return {};
  bool const has_credentials = redirect_target(failure) && redirect_target(failure)->includes_credentials();
  bool const is_cors = failure.request.mode == RequestMode::cors;
  if (failure.at(step_id(Algorithm::http_fetch, "6.3.error")) && has_credentials && is_cors)
    return "Redirect location '' contains a username and password, which is disallowed for cross-origin "
           "requests.";
  bool const leaves_http = failure.at(step_id(Algorithm::http_redirect_fetch, "6")) ||
                           failure.at(step_id(Algorithm::main_fetch, "12.scheme"));
  if (leaves_http && is_cors)
    return "Cross origin requests are only supported for protocol schemes: chrome, "
           "chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, "
           "isolated-app.";
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "9")) ||
      failure.at(step_id(Algorithm::http_redirect_fetch, "10"))) {
    auto const page = Url::parse(failure.request.origin);
    // Without another origin it is no matter of CORS.
    bool const stays = failure.stayed_on_own_origin() && page && page->same_origin(*redirect_target(failure));
    if (stays || failure.request.mode == RequestMode::no_cors) return {};
    return "Redirect location '' contains a username and password, which is disallowed for cross-origin "
           "requests.";
  }
  if (!failure.at(Algorithm::cors_check) && !failure.at(Algorithm::cors_preflight_fetch)) return {};
  return failure.in_preflight ? preflight_text(failure) : access_check_text(failure);
}

std::string network_error_name(fetch::Failure const& failure) {
  if (unfollowable_target(failure))
    return redirect_target(failure) ? "net::ERR_UNSAFE_REDIRECT" : "net::ERR_INVALID_REDIRECT";
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "7"))) return "net::ERR_TOO_MANY_REDIRECTS";
  if (failure.at(step_id(Algorithm::main_fetch, "7.bad-port"))) return "net::ERR_UNSAFE_PORT";
  if (!failure.answer) return "net::ERR_FAILED";
  switch (failure.answer->failure) {
  case NetworkFailure::refused: return "net::ERR_CONNECTION_REFUSED";
  case NetworkFailure::dns: return "net::ERR_NAME_NOT_RESOLVED";
  case NetworkFailure::tls: return "net::ERR_CERT_AUTHORITY_INVALID";
  case NetworkFailure::timeout: return "net::ERR_CONNECTION_TIMED_OUT";
  case NetworkFailure::reset: return "net::ERR_CONNECTION_RESET";
  case NetworkFailure::none: break;
  }
  return "net::ERR_FAILED";
}

} // namespace

std::vector<std::string> chromium_messages(Trace const& trace) {
  if (trace.outcome.verdict != Verdict::blocked) return {};
  fetch::Failure const failure(trace);
  bool const by_policy = failure.at(step_id(Algorithm::main_fetch, "7.content-security-policy"));
  bool const to_other_scheme =
      failure.at(step_id(Algorithm::http_redirect_fetch, "6")) && redirect_target(failure);
  std::string const url = to_other_scheme ? std::string(redirect_target(failure)->href()) : failure.url();
  bool const leaves_mode = failure.request.mode == RequestMode::same_origin &&
                           failure.at(step_id(Algorithm::http_redirect_fetch, "9"));
  if (leaves_mode ||
      (failure.at(step_id(Algorithm::main_fetch, "12.mode-same-origin")) && failure.is_redirected()))
    return {concat({"Unsafe attempt to load URL ",
                    leaves_mode ? redirect_target(failure)->href() : std::string_view(url),
                    " from frame with URL ", failure.request.origin,
                    "/. Domains, protocols and ports must match."})};
  if (!by_policy && is_refused_by_its_mode(failure))
    return {
        concat({"Fetch API cannot load ", url,
                ". Request mode is \"same-origin\" but the URL's origin is not same as the request origin ",
                failure.request.origin, "."})};
  bool const follows = failure.request.redirect_mode == RedirectMode::follow;
  if (failure.request.mode == RequestMode::no_cors && !follows &&
      failure.trace.outcome.stage == Stage::request && failure.hop && !failure.is_redirected())
    return {concat({"Fetch API cannot load ", url,
                    ". Request mode is \"no-cors\" but the redirect mode is not \"follow\"."})};
  if ((failure.at(step_id(Algorithm::main_fetch, "12.scheme")) || failure.at(Algorithm::scheme_fetch)) &&
      failure.request.initiator == Initiator::fetch)
    return {concat({"Fetch API cannot load ", url, ". URL scheme \"", failure.request.current_url().scheme(),
                    "\" is not supported."})};
  bool const by_xhr = failure.request.initiator == Initiator::xhr;
  if (failure.at(step_id(Algorithm::main_fetch, "7.mixed-content")))
    return {"Mixed Content: The page at '" + std::string(failure.request.origin) +
            "/' was loaded over HTTPS, but requested an insecure " +
            (by_xhr ? "XMLHttpRequest endpoint" : "resource") + " '" + url +
            "'. This request has been blocked; the content must be served over HTTPS."};
  if (by_policy) {
    std::string const directive = evidence_at_end(failure.trace);
    bool const has_sources = directive.find(' ') != std::string::npos;
    std::vector<std::string> lines{concat(
        {"Connecting to '", url, "' violates the following Content Security Policy directive: \"", directive,
         has_sources ? "\"." : " \".",
         directive.starts_with("default-src")
             ? " Note that 'connect-src' was not explicitly set, so 'default-src' is used as a fallback."
             : "",
         " The action has been blocked."})};
    if (failure.request.initiator == Initiator::fetch && !failure.is_redirected())
      lines.push_back(
          concat({"Fetch API cannot load ", url,
                  ". Refused to connect because it violates the document's Content Security Policy."}));
    return lines;
  }
  // What the API itself throws is no console line of the network.
  if (failure.at(Algorithm::request_constructor) || failure.at(Algorithm::headers_append) ||
      failure.at(Algorithm::xhr_open))
    return {};

  std::vector<std::string> lines;
  if (auto const text = policy_text(failure); !text.empty()) {
    std::string const redirected =
        url == failure.first_url() ? "" : concat({"(redirected from '", failure.first_url(), "') "});
    lines.push_back(
        concat({"Access to ", kind_of(failure.request.initiator), " at '", url, "' ", redirected,
                "from origin '", failure.request.origin, "' has been blocked by CORS policy: ", text}));
  }
  lines.push_back(concat({"Failed to load resource: ", network_error_name(failure)}));
  return lines;
}

} // namespace whycors::engines
