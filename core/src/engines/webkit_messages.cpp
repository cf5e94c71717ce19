#include "fetch/failure.hpp"
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
    return "Origin " + std::string(sent) +
           " is not allowed by Access-Control-Allow-Origin. Status code: " + failure.status();
  }
  if (failure.include() && failure.value(names::access_control_allow_credentials) != "true")
    return "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".";
  return {};
}

/// Names that WebKit knows, which it prints in their canonical case; any other as it was written first.
std::string refused_header_as_printed(fetch::Failure const& failure) {
  auto const refused = failure.first_refused_header();
  for (std::string_view const known :
       {"Accept", "Accept-Language", "Access-Control-Allow-Origin", "Authorization", "Cache-Control",
        "Content-Language", "Content-Type", "If-None-Match", "If-Modified-Since", "Last-Event-ID", "Pragma",
        "Range", "User-Agent"})
    if (byte_case_insensitive_match(known, refused)) return std::string(known);
  for (Header const& header : failure.request.original_header_list)
    if (byte_case_insensitive_match(header.name, refused)) return std::string(header.name);
  return std::string(refused);
}

std::string preflight_text(fetch::Failure const& failure) {
  bool const ok = failure.answer->status >= 200 && failure.answer->status <= 299;
  if (!ok) return "Preflight response is not successful. Status code: " + failure.status();
  if (auto const text = access_check_text(failure); !text.empty()) return text;
  if (failure.at(Algorithm::cors_preflight_fetch, "7.3.methods"))
    return "Header Access-Control-Allow-Methods has an invalid value: " +
           failure.value(names::access_control_allow_methods).value_or("");
  if (failure.at(Algorithm::cors_preflight_fetch, "7.3.headers"))
    return "Header Access-Control-Allow-Headers has an invalid value: " +
           failure.value(names::access_control_allow_headers).value_or("");
  if (failure.at(Algorithm::cors_preflight_fetch, "7.5"))
    return "Method " + std::string(failure.hop->request_method) +
           " is not allowed by Access-Control-Allow-Methods.";
  return "Request header field " + refused_header_as_printed(failure) +
         " is not allowed by Access-Control-Allow-Headers.";
}

std::string target_of(fetch::Failure const& failure) {
  Header const* const location = failure.answer ? failure.answer->headers.first(names::location) : nullptr;
  if (!location) return failure.url();
  auto const base = Url::parse(failure.hop->url);
  auto const target = Url::parse(fetch::field_value(*location), base ? &*base : nullptr);
  return target ? std::string(target->href()) : failure.url();
}

/// What went wrong, in WebKit's words; empty where WebKit says nothing of its own.
std::string reason(fetch::Failure const& failure) {
  if (failure.at(Algorithm::cors_check) || failure.at(Algorithm::cors_preflight_fetch)) {
    if (failure.in_preflight) return preflight_text(failure);
    auto const text = access_check_text(failure);
    Header const* const location = failure.answer->headers.first(names::location);
    if (!failure.is_redirect() || location->value.empty()) return text;
    return "Cross-origin redirection to " + target_of(failure) +
           " denied by Cross-Origin Resource Sharing policy: " + text;
  }
  if (failure.at(Algorithm::http_redirect_fetch, "9") || failure.at(Algorithm::http_redirect_fetch, "10"))
    return "Cross-origin redirection to " + target_of(failure) +
           " denied by Cross-Origin Resource Sharing policy: redirection URL " + target_of(failure) +
           " has credentials";
  if (failure.at(Algorithm::http_redirect_fetch, "6"))
    return "Cross-origin redirection to " + target_of(failure) +
           " denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS "
           "redirection with "
           "non CORS scheme";
  if (failure.at(Algorithm::http_redirect_fetch, "7")) return "Load cannot follow more than 20 redirections";
  if (failure.at(Algorithm::http_fetch, "6.3.error"))
    return "Not allowed to follow a redirection while loading " + failure.url();
  return {};
}

/// The second line, which names the URL.
std::string consequence(fetch::Failure const& failure) {
  std::string const url = failure.first_url();
  switch (failure.request.initiator) {
  case Initiator::fetch: return "Fetch API cannot load " + url + " due to access control checks.";
  case Initiator::xhr: return "XMLHttpRequest cannot load " + url + " due to access control checks.";
  case Initiator::eventsource: return "EventSource cannot load " + url + " due to access control checks.";
  case Initiator::image: return "Cannot load image " + url + " due to access control checks.";
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

} // namespace

std::vector<std::string> webkit_messages(Trace const& trace) {
  if (trace.outcome.verdict != Verdict::blocked) return {};
  fetch::Failure const failure(trace);
  if (failure.at(Algorithm::main_fetch, "12.mode-same-origin"))
    return {"Fetch API cannot load " + failure.url() + "."};
  auto const why = reason(failure);
  if (why.empty()) return {};
  if (failure.request.initiator == Initiator::beacon)
    return {"Beacon API cannot load " + failure.first_url() + ". " + why};
  std::vector<std::string> lines{why};
  if (auto const line = consequence(failure); !line.empty()) lines.push_back(line);
  return lines;
}

} // namespace whycors::engines
