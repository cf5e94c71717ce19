#include "lines.hpp"

#include <array>

#include "base/bytes.hpp"
#include "base/invisible.hpp"

namespace whycors::paste {

namespace {

struct Replacement {
  std::string_view from;
  std::string_view to;
};

constexpr auto replacements = std::to_array<Replacement>({
    {"\u00A0", " "},
    {"\u202F", " "},
    {"\u2007", " "},
    {"\u2018", "'"},
    {"\u2019", "'"},
    {"\u201A", "'"},
    {"\u201C", "\""},
    {"\u201D", "\""},
    {"\u201E", "\""},
    {"\u2588", "*"},
    {"\u2026", "***"},
    {"\u2192", ": "},
});

/// The length of the escape sequence of a terminal at `i`, or 0.
std::size_t escape_length(std::string_view text, std::size_t i) {
  if (text.substr(i, 2) != "\x1B[") return 0;
  std::size_t end = i + 2;
  while (end < text.size() && !is_ascii_alpha(text[end]))
    ++end;
  return end + 1 - i;
}

/// What the text begins with, and what takes its place.
Replacement replacement_at(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) >= 0x80) {
    for (Replacement const& replacement : replacements)
      if (text.starts_with(replacement.from)) return replacement;
    for (Invisible const& character : invisible_characters)
      if (text.starts_with(character.bytes)) return {character.bytes, {}};
  }
  return {text.substr(0, 1), text.substr(0, 1)};
}

bool needs_cleaning(std::string_view text) {
  for (char const byte : text)
    if (byte == '\x1B' || byte == '\xC2' || byte == '\xE2' || byte == '\xEF') return true;
  return false;
}

} // namespace

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = start;
    while (end < text.size() && text[end] != '\n' && text[end] != '\r')
      ++end;
    lines.push_back({text.substr(start, end - start),
                     {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}});
    start = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

Span span_of(std::string_view text, std::string_view part) {
  auto const start = static_cast<std::uint32_t>(part.data() - text.data());
  return {start, start + static_cast<std::uint32_t>(part.size())};
}

CleanText::CleanText(std::string_view paste) {
  if (!needs_cleaning(paste)) {
    text = paste;
    return;
  }
  text.reserve(paste.size());
  place.reserve(paste.size() + 1);
  auto const add = [this](std::string_view bytes, std::size_t at) {
    for (char const byte : bytes) {
      text += byte;
      place.push_back(static_cast<std::uint32_t>(at));
    }
  };
  for (std::size_t i = 0; i < paste.size();) {
    if (std::size_t const length = escape_length(paste, i)) {
      i += length;
      continue;
    }
    Replacement const found = replacement_at(paste.substr(i, 4));
    add(found.to, i);
    i += found.from.size();
  }
  place.push_back(static_cast<std::uint32_t>(paste.size()));
}

Span CleanText::in_paste(Span span) const {
  if (place.empty() || span.empty() || span.end >= place.size()) return span;
  return {place[span.start], place[span.end]};
}

} // namespace whycors::paste
