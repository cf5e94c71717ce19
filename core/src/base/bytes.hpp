#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Byte classes of the Infra and Fetch Standards and of RFC 9110, as 256-entry tables.
namespace whycors {

namespace detail {
template <class Predicate>
consteval std::array<bool, 256> byte_table(Predicate predicate) {
  std::array<bool, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte)
    table[byte] = predicate(static_cast<unsigned char>(byte));
  return table;
}
consteval bool contains(std::string_view set, unsigned char byte) {
  for (char const member : set)
    if (static_cast<unsigned char>(member) == byte) return true;
  return false;
}
consteval bool digit(unsigned char b) { return b >= '0' && b <= '9'; }
consteval bool alpha(unsigned char b) { return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z'); }
inline constexpr auto digits = byte_table(digit);
inline constexpr auto alphas = byte_table(alpha);
inline constexpr auto tokens = byte_table(
    [](unsigned char b) consteval { return digit(b) || alpha(b) || contains("!#$%&'*+-.^_`|~", b); });
} // namespace detail

/// https://infra.spec.whatwg.org/#ascii-digit
constexpr bool is_ascii_digit(char byte) { return detail::digits[static_cast<unsigned char>(byte)]; }
/// https://infra.spec.whatwg.org/#ascii-alpha
constexpr bool is_ascii_alpha(char byte) { return detail::alphas[static_cast<unsigned char>(byte)]; }
/// RFC 9110 section 5.6.2: tchar
constexpr bool is_token_byte(char byte) { return detail::tokens[static_cast<unsigned char>(byte)]; }
/// https://fetch.spec.whatwg.org/#http-whitespace
constexpr bool is_http_whitespace(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}
/// https://fetch.spec.whatwg.org/#http-tab-or-space
constexpr bool is_http_tab_or_space(char byte) { return byte == ' ' || byte == '\t'; }

/// RFC 9110 section 5.6.2: token, at least one tchar
constexpr bool is_token(std::string_view text) {
  for (char const byte : text)
    if (!is_token_byte(byte)) return false;
  return !text.empty();
}

/// https://infra.spec.whatwg.org/#byte-lowercase
constexpr char byte_lowercase(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}
inline std::string byte_lowercase(std::string_view text) {
  std::string lower(text);
  for (char& byte : lower)
    byte = byte_lowercase(byte);
  return lower;
}
/// https://infra.spec.whatwg.org/#byte-uppercase
constexpr char byte_uppercase(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - ('a' - 'A')) : byte;
}
namespace detail {
constexpr bool match_ignoring_case(char const* a, char const* b, std::size_t size) {
  // From the end: header names of one length tend to begin alike.
  while (size-- > 0)
    if (a[size] != b[size] && byte_lowercase(a[size]) != byte_lowercase(b[size])) return false;
  return true;
}
} // namespace detail
/// https://infra.spec.whatwg.org/#byte-case-insensitive
// Most texts differ in their lengths, which is seen where they are compared.
[[gnu::always_inline]] constexpr bool byte_case_insensitive_match(std::string_view a, std::string_view b) {
  return a.size() == b.size() && detail::match_ignoring_case(a.data(), b.data(), a.size());
}
/// Whether `lower`, which is in lower case already, begins `text` in any case.
constexpr bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && byte_case_insensitive_match(text.substr(0, lower.size()), lower);
}

/// `text` without the bytes at both ends for which `strip` holds.
template <class Predicate>
constexpr std::string_view trim(std::string_view text, Predicate strip) {
  while (!text.empty() && strip(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && strip(text.back()))
    text.remove_suffix(1);
  return text;
}

} // namespace whycors
