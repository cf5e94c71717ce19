#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace whycors::paste {

/// A sentence of a Firefox in another language than English, as far as it can be understood without knowing
/// the language. Views are of the text.
struct LocalizedMessage {
  std::size_t start = 0;
  std::size_t end = 0;
  std::string_view cause;
  std::string_view url;
  std::string_view value;  ///< of the header that it quotes
  std::string_view header; ///< that is not allowed
  std::uint16_t status = 0;
};

/// How the sentence goes on after "the Same Origin Policy disallows reading the remote resource at", one a
/// language; null behind the last. The first is English, as people translate it back.
std::string_view localized_opening(std::size_t language);

/// The first such sentence with that opening at or after `from`, in a text with quotation marks straightened
/// and white space folded.
std::optional<LocalizedMessage> find_localized(std::string_view text, std::string_view opening,
                                               std::size_t from);

} // namespace whycors::paste
