#pragma once

#include <array>
#include <string_view>

namespace whycors {

/// A character that has no width: copying puts it in, and so do editors of configs.
struct Invisible {
  std::string_view bytes; ///< UTF-8
  std::string_view name;
};

inline constexpr auto invisible_characters = std::to_array<Invisible>({
    {"\u200B", "U+200B"},
    {"\u200C", "U+200C"},
    {"\u200D", "U+200D"},
    {"\u2060", "U+2060"},
    {"\uFEFF", "U+FEFF"},
});

/// One that is in the text; null where none is.
constexpr Invisible const* find_invisible(std::string_view text) {
  for (Invisible const& character : invisible_characters)
    if (text.find(character.bytes) != std::string_view::npos) return &character;
  return nullptr;
}

} // namespace whycors
