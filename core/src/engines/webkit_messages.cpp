#include <algorithm>

#include "base/concat.hpp"
#include "base/utf8.hpp"
#include "fetch/failure.hpp"
#include "head_size.hpp"
#include "messages.hpp"

namespace whycors::engines {

namespace {

/// The CORS check in WebKit's words and order; empty when it passes.
std::string access_check_text(fetch::Failure const& failure) {
  auto const origin = failure.value(names::access_control_allow_origin);
  std::string_view const sent = failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin;
  if (origin == "*" && !failure.include()) return {};
  if (!origin || *origin != sent) {
    if (origin == "*")
      return "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.";
    if (origin && origin->find(',') != std::string::npos)
      return "Access-Control-Allow-Origin cannot contain more than one origin.";
    return concat(
        {"Origin ", sent, " is not allowed by Access-Control-Allow-Origin. Status code: ", failure.status()});
  }
  if (failure.include() && failure.value(names::access_control_allow_credentials) != "true")
    return "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".";
  return {};
}

/// The canonical spelling of a name that WebKit has in its table; empty for any other.
std::string_view known_name(std::string_view name) {
  for (std::string_view const known :
       {"Accept", "Accept-Language", "Access-Control-Allow-Origin", "Authorization", "Cache-Control",
        "Content-Language", "Content-Type", "If-None-Match", "If-Modified-Since", "Last-Event-ID", "Pragma",
        "Range", "User-Agent"})
    if (byte_case_insensitive_match(known, name)) return known;
  return {};
}

/// The first header that is refused: names of WebKit's table come before others, each kind in the order in
/// which script set them.
std::string refused_header(fetch::Failure const& failure) {
  auto const refused = failure.refused_headers();
  auto const is_refused = [&refused](std::string_view name) {
    return std::any_of(refused.begin(), refused.end(),
                       [name](std::string_view one) { return byte_case_insensitive_match(one, name); });
  };
  for (bool const wants_known : {true, false})
    for (Header const& header : failure.request.original_header_list) {
      auto const known = known_name(header.name);
      if (!known.empty() == wants_known && is_refused(header.name))
        return std::string(known.empty() ? header.name : known);
    }
  return std::string(failure.first_refused_header());
}

/// Bytes that are no UTF-8 as WebKitGTK prints them: replaced, and the replacement read as Latin-1.
std::string printed(std::string const& value) {
  std::string text;
  for (std::size_t i = 0; i < value.size();) {
    auto const length = utf8_sequence_length(value, i);
    if (length > 0) {
      text += value.substr(i, length);
      i += length;
    } else {
      text += "\u00EF\u00BF\u00BD";
      i += utf8_maximal_subpart(value, i);
    }
  }
  return text;
}

std::string preflight_text(fetch::Failure const& failure) {
  bool const ok = failure.answer->status >= 200 && failure.answer->status <= 299;
  if (!ok) return concat({"Preflight response is not successful. Status code: ", failure.status()});
  if (auto const text = access_check_text(failure); !text.empty()) return text;
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.methods")))
    return concat({"Header Access-Control-Allow-Methods has an invalid value: ",
                   printed(failure.value(names::access_control_allow_methods).value_or(""))});
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.3.headers")))
    return concat({"Header Access-Control-Allow-Headers has an invalid value: ",
                   printed(failure.value(names::access_control_allow_headers).value_or(""))});
  if (failure.at(step_id(Algorithm::cors_preflight_fetch, "7.5")))
    return concat(
        {"Method ", failure.hop->request_method, " is not allowed by Access-Control-Allow-Methods."});
  return concat(
      {"Request header field ", refused_header(failure), " is not allowed by Access-Control-Allow-Headers."});
}

std::string_view location_of(fetch::Failure const& failure) {
  Header const* const location = failure.answer ? failure.answer->headers.first(names::location) : nullptr;
  return location ? fetch::field_value(*location) : std::string_view{};
}

/// The redirect's target, or the Location as it is where it is no URL.
std::string target_of(fetch::Failure const& failure) {
  auto const base = Url::parse(failure.hop->url);
  auto const target = Url::parse(location_of(failure), base ? &*base : nullptr);
  return std::string(target ? target->href() : location_of(failure));
}

bool is_url(fetch::Failure const& failure) {
  auto const base = Url::parse(failure.hop->url);
  return Url::parse(location_of(failure), base ? &*base : nullptr).has_value();
}

bool is_to_ftp(fetch::Failure const& failure) {
  return !failure.in_preflight && failure.is_redirect() && target_of(failure).starts_with("ftp:");
}

constexpr char const* non_cors_scheme =
    "not allowed to follow a cross-origin CORS redirection with non CORS scheme";

std::string without_credentials(std::string const& url) {
  auto const parsed = Url::parse(url);
  if (!parsed || !parsed->includes_credentials()) return url;
  auto const at = url.find('@');
  return concat({parsed->scheme(), "://", url.substr(at + 1)});
}

std::string redirection_denied(std::string const& target, std::string_view why) {
  return concat({"Cross-origin redirection to ", without_credentials(target),
                 " denied by Cross-Origin Resource Sharing policy: ", why});
}

std::string credentials_denied(std::string const& target) {
  return redirection_denied(target, concat({"redirection URL ", target, " has credentials"}));
}

/// A redirect to another origin in mode "same-origin".
std::string left_origin(fetch::Failure const& failure, std::string const& target) {
  return concat({"Unsafe attempt to load URL ", target, " from origin ", failure.request.origin,
                 ". Domains, protocols and ports must match."});
}

/// What went wrong, in WebKit's words; empty where WebKit says nothing of its own.
std::string reason(fetch::Failure const& failure) {
  // Where a redirect must not lead is seen before the CORS check.
  if (is_to_ftp(failure)) return "FTP URLs are disabled";
  bool const follows = failure.request.redirect_mode == RedirectMode::follow;
  if (follows && !failure.in_preflight && failure.is_redirect() && !location_of(failure).empty() &&
      !is_url(failure)) {
    if (!failure.hop->cross_origin || failure.request.mode == RequestMode::no_cors) return {};
    // Credentials that count only after the redirect are not in play yet.
    bool const counts_now =
        failure.include() == (failure.request.credentials_mode == CredentialsMode::include);
    auto const refusal = counts_now ? access_check_text(failure) : std::string();
    return redirection_denied(target_of(failure), refusal.empty() ? non_cors_scheme : refusal);
  }
  if (failure.at(Algorithm::cors_check) || failure.at(Algorithm::cors_preflight_fetch)) {
    if (failure.in_preflight) return preflight_text(failure);
    auto const text = access_check_text(failure);
    Header const* const location = failure.answer->headers.first(names::location);
    if (!failure.is_redirect() || location->value.empty()) return text;
    return redirection_denied(target_of(failure), text);
  }
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "9")) ||
      failure.at(step_id(Algorithm::http_redirect_fetch, "10")))
    return credentials_denied(target_of(failure));
  bool const is_empty = location_of(failure).empty();
  if ((failure.at(step_id(Algorithm::http_redirect_fetch, "6")) ||
       failure.at(step_id(Algorithm::http_redirect_fetch, "5"))) &&
      !is_empty)
    return redirection_denied(target_of(failure), non_cors_scheme);
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "7")))
    return "Load cannot follow more than 20 redirections";
  // The network's own words, which only a preflight's failure brings to the page's console.
  if (failure.in_preflight && failure.answer && failure.answer->failure == NetworkFailure::reset)
    return "Connection terminated unexpectedly";
  if (failure.in_preflight && failure.at(step_id(Algorithm::http_network_or_cache_fetch, "10.refused")))
    return quirks::head_size(failure.answer->headers) > 64 * 1024 ? "Header too big"
                                                                  : "Could not parse HTTP response";
  if (failure.at(step_id(Algorithm::http_fetch, "6.3.error")))
    return concat({"Not allowed to follow a redirection while loading ", failure.url()});
  return {};
}

/// The second line, which names the URL.
std::string consequence(fetch::Failure const& failure, std::string const& url) {
  switch (failure.request.initiator) {
  case Initiator::fetch: return concat({"Fetch API cannot load ", url, " due to access control checks."});
  case Initiator::xhr: return concat({"XMLHttpRequest cannot load ", url, " due to access control checks."});
  case Initiator::eventsource:
    return concat({"EventSource cannot load ", url, " due to access control checks."});
  case Initiator::image:
    return concat({"Cannot load image ", failure.first_url(), " due to access control checks."});
  case Initiator::script: return "Cross-origin script load denied by Cross-Origin Resource Sharing policy.";
  case Initiator::track:
    return "Cross-origin text track load denied by Cross-Origin Resource Sharing policy.";
  case Initiator::module:
  case Initiator::style:
  case Initiator::font:
  case Initiator::media:
  case Initiator::beacon: break;
  }
  return {};
}

std::string consequence(fetch::Failure const& failure) {
  return consequence(failure, is_to_ftp(failure) ? failure.first_url() : without_credentials(failure.url()));
}

/// Of loopback WebKit prints only the start of what must be done.
std::string insecure_content(fetch::Failure const& failure) {
  auto const url = Url::parse(failure.url());
  bool const is_loopback = url && url->is_potentially_trustworthy();
  return concat({"[blocked] The page at ", failure.request.origin, "/ requested insecure content from ",
                 without_credentials(failure.url()), ". This content was blocked and must",
                 is_loopback ? "" : " be served over HTTPS."});
}

} // namespace

std::vector<std::string> webkit_messages(Trace const& trace) {
  if (trace.outcome.verdict != Verdict::blocked) return {};
  fetch::Failure const failure(trace);
  bool const by_policy = failure.at(step_id(Algorithm::main_fetch, "7.content-security-policy"));
  if (!by_policy && is_refused_by_its_mode(failure))
    return {concat({"Fetch API cannot load ", failure.url(), "."})};
  if (failure.at(step_id(Algorithm::main_fetch, "7.mixed-content")))
    return {insecure_content(failure), "Not allowed to request resource", consequence(failure)};
  if (failure.at(step_id(Algorithm::main_fetch, "7.bad-port")) && failure.is_redirected()) {
    if (failure.request.mode == RequestMode::same_origin)
      return {left_origin(failure, failure.url()), consequence(failure)};
    if (failure.request.was_preflighted) return {"CORS-preflight request was blocked", consequence(failure)};
  }
  if (failure.at(step_id(Algorithm::main_fetch, "7.bad-port")))
    return {"Not allowed to use restricted network port " +
            std::to_string(failure.request.current_url().effective_port()) + ": " + failure.url()};
  if (failure.at(step_id(Algorithm::main_fetch, "12.scheme")))
    return {"Cross origin requests are only supported for HTTP.", consequence(failure)};
  if (failure.at(step_id(Algorithm::http_fetch, "5")))
    return {"Cancelled load to " + failure.url() +
                " because it violates the resource's Cross-Origin-Resource-Policy response header.",
            consequence(failure)};
  if (by_policy) {
    std::string const line =
        concat({"Refused to connect to ", failure.url(), " because it ",
                evidence_at_end(failure.trace).starts_with("default-src")
                    ? "appears in neither the connect-src directive nor the default-src directive"
                    : "does not appear in the connect-src directive",
                " of the Content Security Policy."});
    if (!failure.is_redirected()) return {line};
    return {line, "Blocked by Content Security Policy.", consequence(failure)};
  }
  if (failure.at(step_id(Algorithm::main_fetch, "12.mode-same-origin")))
    return {left_origin(failure, without_credentials(failure.url())), consequence(failure)};
  if (failure.at(step_id(Algorithm::main_fetch, "12.no-cors-redirect")))
    return {"No-Cors mode requires follow redirect mode", "Not allowed to request resource",
            consequence(failure)};
  if (failure.at(step_id(Algorithm::http_fetch, "4.3")) && failure.is_redirected()) {
    bool const is_insecure =
        failure.request.origin.starts_with("https:") && failure.request.current_url().scheme() == "http";
    return {is_insecure ? insecure_content(failure) : credentials_denied(failure.url()),
            consequence(failure, std::string((failure.hop - 1)->url))};
  }
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "6")) && !is_to_ftp(failure)) {
    auto const target = target_of(failure);
    bool const is_local = target.starts_with("blob:") || target.starts_with("file:");
    if (is_local && (!failure.hop->cross_origin || failure.request.mode == RequestMode::no_cors))
      return {concat({"Not allowed to load local resource: ", target}), consequence(failure)};
    if (failure.request.mode == RequestMode::same_origin)
      return {left_origin(failure, target_of(failure)), consequence(failure)};
    if (failure.request.mode == RequestMode::no_cors)
      return {"Redirection to URL with a scheme that is not HTTP(S).",
              consequence(failure, target_of(failure))};
  }
  auto const why = reason(failure);
  if (why.empty()) return {};
  if (failure.request.initiator == Initiator::beacon)
    return {concat({"Beacon API cannot load ", failure.url(), ". ", why})};
  std::vector<std::string> lines{why};
  if (auto const line = consequence(failure); !line.empty()) lines.push_back(line);
  return lines;
}

} // namespace whycors::engines
