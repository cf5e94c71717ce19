#include "request_headers.hpp"

#include <algorithm>

#include "base/comma_list.hpp"
#include "base/mime.hpp"
#include "headers.hpp"
#include "methods.hpp"

namespace whycors::fetch {

namespace {

constexpr auto language_bytes = detail::byte_table([](unsigned char b) consteval {
  return detail::digit(b) || detail::alpha(b) || detail::contains(" *,-.;=", b);
});
bool is_language_byte(char byte) { return language_bytes[static_cast<unsigned char>(byte)]; }

bool is_form_essence(std::string_view essence) {
  return essence == "application/x-www-form-urlencoded" || essence == "multipart/form-data" ||
         essence == "text/plain";
}

std::string_view byte_lowercase(std::string_view name, TextStore& store) {
  bool const is_lower =
      std::none_of(name.begin(), name.end(), [](char byte) { return byte >= 'A' && byte <= 'Z'; });
  if (is_lower) return name;
  char* const lower = store.allocate(name.size());
  std::transform(name.begin(), name.end(), lower, [](char byte) { return whycors::byte_lowercase(byte); });
  return {lower, name.size()};
}

/// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set but for the removal of
/// duplicates, which is a decision of its own.
void lowercase_and_sort(std::vector<std::string_view>& names, TextStore& store) {
  for (std::string_view& name : names)
    name = byte_lowercase(name, store);
  std::sort(names.begin(), names.end());
}

} // namespace

bool is_forbidden_request_header(std::string_view name, std::string_view value) {
  // 1. The names that belong to the browser.
  constexpr std::string_view names[] = {"accept-charset",
                                        "accept-encoding",
                                        "access-control-request-headers",
                                        "access-control-request-method",
                                        "connection",
                                        "content-length",
                                        "cookie",
                                        "cookie2",
                                        "date",
                                        "dnt",
                                        "expect",
                                        "host",
                                        "keep-alive",
                                        "origin",
                                        "referer",
                                        "set-cookie",
                                        "te",
                                        "trailer",
                                        "transfer-encoding",
                                        "upgrade",
                                        "via"};
  for (std::string_view const forbidden : names)
    if (byte_case_insensitive_match(name, forbidden)) return true;
  // 2. Two families of names.
  if (starts_with_ignoring_case(name, "proxy-") || starts_with_ignoring_case(name, "sec-")) return true;
  // 3. Names that override the method, when they name one that is forbidden.
  for (std::string_view const overriding : {"x-http-method", "x-http-method-override", "x-method-override"}) {
    if (!byte_case_insensitive_match(name, overriding)) continue;
    for (std::string_view const method : CommaList(value))
      if (is_forbidden_method(method)) return true;
  }
  // 4. All others are free.
  return false;
}

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
bool is_cors_safelisted_request_header(Header const& header, Run& run) {
  auto step = run.begin<Algorithm::cors_safelisted_request_header>();
  auto const name = header.name;
  auto const value = header.value;
  auto const has_unsafe_byte = [&] {
    return std::any_of(value.begin(), value.end(), is_cors_unsafe_request_header_byte);
  };
  // 1. A long value is no longer simple.
  if (step.when("1", value.size() > 128, &header)) return false;
  // 2. By the name in lower case:
  //   `accept`: none of the bytes that a naive server could stumble over.
  if (byte_case_insensitive_match(name, names::accept))
    return !step.when("2.accept", has_unsafe_byte(), &header);
  //   `accept-language`, `content-language`: letters, digits and seven others.
  if (byte_case_insensitive_match(name, "accept-language") ||
      byte_case_insensitive_match(name, "content-language"))
    return !step.when("2.language", !std::all_of(value.begin(), value.end(), is_language_byte), &header);
  //   `content-type`: a MIME type that a form could have sent.
  if (byte_case_insensitive_match(name, names::content_type)) {
    if (step.when("2.content-type.1", has_unsafe_byte(), &header)) return false;
    auto const essence = mime_type_essence(value);
    if (step.when("2.content-type.3", !essence, &header)) return false;
    return !step.when("2.content-type.4", !is_form_essence(*essence), &header);
  }
  //   `range`: one range, from a start.
  if (byte_case_insensitive_match(name, names::range))
    return !step.when("2.range", !is_single_range_with_start(value), &header);
  //   Any other name is not simple.
  return !step.when("2.otherwise", true, &header);
}

bool is_no_cors_safelisted_request_header(Header const& header, Run& run) {
  // 1. Four names can stay in mode "no-cors", others can't.
  for (std::string_view const name : {"accept", "accept-language", "content-language", "content-type"})
    // 2. They stay while they are safelisted.
    if (byte_case_insensitive_match(header.name, name)) return is_cors_safelisted_request_header(header, run);
  return false;
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
std::vector<std::string_view> cors_unsafe_request_header_names(HeaderList const& headers, Run& run) {
  auto step = run.begin<Algorithm::cors_unsafe_request_header_names>();
  // 1-3. Both lists, and the sum of the safelisted values' lengths.
  std::vector<std::string_view> unsafe_names;
  std::vector<std::string_view> potentially_unsafe_names;
  std::size_t safelist_value_size = 0;
  unsafe_names.reserve(headers.size());
  potentially_unsafe_names.reserve(headers.size());
  // 4. Each header goes on one list or the other.
  for (Header const& header : step.list("4", headers)) {
    if (step.when("4.1", !is_cors_safelisted_request_header(header, run), &header)) {
      unsafe_names.push_back(header.name);
    } else {
      potentially_unsafe_names.push_back(header.name);
      safelist_value_size += header.value.size();
    }
  }
  // 5. Many simple headers together are no longer simple.
  if (step.when("5", safelist_value_size > 1024))
    unsafe_names.insert(unsafe_names.end(), potentially_unsafe_names.begin(), potentially_unsafe_names.end());
  // 6. In lower case, sorted, each name once.
  lowercase_and_sort(unsafe_names, run.store);
  auto const repeated = std::adjacent_find(unsafe_names.begin(), unsafe_names.end());
  if (repeated != unsafe_names.end() && step.when("6", true, *repeated))
    unsafe_names.erase(std::unique(unsafe_names.begin(), unsafe_names.end()), unsafe_names.end());
  return unsafe_names;
}

} // namespace whycors::fetch
