#pragma once

#include <string_view>
#include <vector>

#include "run.hpp"

/// https://fetch.spec.whatwg.org/#terminology-headers, the parts that judge request headers
namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
inline constexpr auto cors_unsafe_request_header_bytes = detail::byte_table([](unsigned char b) consteval {
  return (b < 0x20 && b != 0x09) || b == 0x7F || detail::contains("\"():<>?@[\\]{}", b);
});
constexpr bool is_cors_unsafe_request_header_byte(char byte) {
  return cors_unsafe_request_header_bytes[static_cast<unsigned char>(byte)];
}

/// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
constexpr bool is_cors_non_wildcard_request_header_name(std::string_view name) {
  return byte_case_insensitive_match(name, names::authorization);
}

/// https://fetch.spec.whatwg.org/#forbidden-request-header: headers that scripts can't set, which are ignored
/// without an error.
bool is_forbidden_request_header(std::string_view name, std::string_view value);

/// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
bool is_cors_safelisted_request_header(Header const& header, Run& run);

/// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
bool is_no_cors_safelisted_request_header(Header const& header, Run& run);

/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names: in lower case and sorted.
std::vector<std::string_view> cors_unsafe_request_header_names(HeaderList const& headers, Run& run);

} // namespace whycors::fetch
