#include "header_names.hpp"

#include <algorithm>
#include <array>

#include "base/bytes.hpp"

namespace whycors::paste {

namespace {

constexpr auto request_names = std::to_array<std::string_view>({
    ":method",
    ":path",
    ":authority",
    ":scheme",
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "access-control-request-headers",
    "access-control-request-method",
    "access-control-request-private-network",
    "authorization",
    "cookie",
    "dnt",
    "expect",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
    "max-forwards",
    "origin",
    "postman-token",
    "proxy-authorization",
    "range",
    "referer",
    "te",
    "upgrade-insecure-requests",
    "user-agent",
    "x-csrf-token",
    "x-requested-with",
    "x-xsrf-token",
    "x-api-key",
    "apikey",
    "traceparent",
    "tracestate",
    "baggage",
    "sentry-trace",
    "authority",
});

constexpr auto response_names = std::to_array<std::string_view>({
    ":status",
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-allow-private-network",
    "access-control-expose-headers",
    "access-control-max-age",
    "age",
    "allow",
    "alt-svc",
    "cf-cache-status",
    "content-disposition",
    "content-encoding",
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-embedder-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "expect-ct",
    "expires",
    "last-modified",
    "location",
    "nel",
    "p3p",
    "permissions-policy",
    "proxy-authenticate",
    "referrer-policy",
    "report-to",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "timing-allow-origin",
    "trailer",
    "transfer-encoding",
    "vary",
    "www-authenticate",
    "x-amz-cf-id",
    "x-amz-cf-pop",
    "x-amz-request-id",
    "x-amzn-errortype",
    "x-amzn-requestid",
    "x-cache",
    "x-cache-hits",
    "x-content-type-options",
    "x-frame-options",
    "x-powered-by",
    "x-served-by",
    "x-ua-compatible",
    "x-xss-protection",
    "apigw-requestid",
    "x-runtime",
    "x-varnish",
    "x-aspnet-version",
    "x-firefox-spdy",
});

constexpr auto either_names = std::to_array<std::string_view>({
    "cache-control",  "cf-ray",           "connection",       "content-language",
    "content-length", "content-type",     "keep-alive",       "pragma",
    "priority",       "proxy-connection", "upgrade",          "via",
    "warning",        "x-forwarded-for",  "x-forwarded-host", "x-forwarded-proto",
    "x-request-id",   "x-correlation-id", "forwarded",        "link",
    "request-id",     "request-context",
});

constexpr auto browsers_own = std::to_array<std::string_view>({
    "host",
    "origin",
    "referer",
    "user-agent",
    "accept-encoding",
    "accept-language",
    "connection",
    "content-length",
    "cookie",
    "dnt",
    "te",
    "pragma",
    "cache-control",
    "upgrade-insecure-requests",
    "access-control-request-method",
    "access-control-request-headers",
    "keep-alive",
    "transfer-encoding",
    "priority",
    "if-none-match",
    "if-modified-since",
    "authority",
    "method",
    "path",
    "scheme",
    "postman-token",
    "accept",
    "referrer-policy",
    "proxy-connection",
    "expect",
});

constexpr auto safelisted_names = std::to_array<std::string_view>({
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
});

template <class Names>
bool holds(Names const& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view one) { return byte_case_insensitive_match(one, name); });
}

} // namespace

Direction direction_of(std::string_view name) {
  if (starts_with_ignoring_case(name, "sec-") || holds(request_names, name)) return Direction::request;
  if (holds(response_names, name)) return Direction::response;
  return holds(either_names, name) ? Direction::either : Direction::unknown;
}

bool is_added_by_browser(std::string_view name) {
  return name.starts_with(':') || starts_with_ignoring_case(name, "sec-") ||
         starts_with_ignoring_case(name, "proxy-") || holds(browsers_own, name);
}

bool is_safelisted(std::string_view name) { return holds(safelisted_names, name); }

bool is_redacted(std::string_view value) {
  if (value == "**") return true;
  for (std::string_view const mark : {"***", "xxx", "XXX", "REDACTED", "..."})
    if (value.find(mark) != std::string_view::npos) return true;
  return (value.starts_with('<') && value.ends_with('>')) ||
         (value.starts_with('[') && value.ends_with(']')) || (value.starts_with('{') && value.ends_with('}'));
}

} // namespace whycors::paste
