#include "mime.hpp"

#include "bytes.hpp"

namespace whycors {

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
std::optional<std::string> mime_type_essence(std::string_view value) {
  // 1. White space at the ends does not count.
  value = trim(value, is_http_whitespace);
  // 3-4. The type up to the slash is a token.
  auto const slash = value.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  auto const type = value.substr(0, slash);
  // 7-9. The subtype up to the semicolon is one too, but for white space behind it.
  auto subtype = value.substr(slash + 1);
  subtype = subtype.substr(0, subtype.find(';'));
  while (!subtype.empty() && is_http_whitespace(subtype.back()))
    subtype.remove_suffix(1);
  if (!is_token(type) || !is_token(subtype)) return std::nullopt;
  return byte_lowercase(value.substr(0, slash + 1)) + byte_lowercase(subtype);
}

} // namespace whycors
