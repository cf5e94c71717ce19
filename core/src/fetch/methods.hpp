#pragma once

#include <string_view>

#include "base/bytes.hpp"

/// https://fetch.spec.whatwg.org/#methods
namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#concept-method
constexpr bool is_method(std::string_view method) { return is_token(method); }

/// https://fetch.spec.whatwg.org/#cors-safelisted-method
constexpr bool is_cors_safelisted_method(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "POST";
}

/// https://fetch.spec.whatwg.org/#forbidden-method
constexpr bool is_forbidden_method(std::string_view method) {
  return byte_case_insensitive_match(method, "CONNECT") || byte_case_insensitive_match(method, "TRACE") ||
         byte_case_insensitive_match(method, "TRACK");
}

/// https://fetch.spec.whatwg.org/#concept-method-normalize: upper case for six methods, in any other the case
/// is kept, `patch` too.
constexpr std::string_view normalize_method(std::string_view method) {
  for (std::string_view const normalized : {"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"})
    if (byte_case_insensitive_match(method, normalized)) return normalized;
  return method;
}

} // namespace whycors::fetch
