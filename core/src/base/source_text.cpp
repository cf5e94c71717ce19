#include "source_text.hpp"

#include <algorithm>
#include <bit>

#include "bytes16.hpp"
#include "utf8.hpp"

namespace whycors {

namespace {

constexpr std::uint32_t checkpoint_distance = 64;

/// The bytes of what counts as one code point at `index`, and its UTF-16 code units.
struct CodePoint {
  std::size_t bytes;
  std::uint32_t units;
};

CodePoint code_point(std::string_view text, std::size_t index) {
  if (static_cast<unsigned char>(text[index]) < 0x80) return {1, 1};
  std::size_t const length = utf8_sequence_length(text, index);
  if (length == 0) return {utf8_maximal_subpart(text, index), 1};
  return {length, length == 4 ? 2U : 1U};
}

} // namespace

SourceText::SourceText(std::string_view text) : text_(text) {
  line_starts_.push_back(0);
  bool is_ascii = true;
  auto const look_at = [&](std::size_t i) {
    is_ascii &= static_cast<unsigned char>(text[i]) < 0x80;
    bool const is_first_of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if ((text[i] == '\n' || text[i] == '\r') && !is_first_of_two)
      line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  };
  std::size_t i = 0;
  for (constexpr std::size_t block = 16; text.size() - i >= block; i += block)
    for (auto others = Bytes16::load(text.data() + i).below('\r' + 1).mask(); others != 0;
         others &= others - 1)
      look_at(i + static_cast<std::size_t>(std::countr_zero(others)));
  for (; i < text.size(); ++i)
    look_at(i);
  if (is_ascii) return;
  // A checkpoint holds the units before the first code point that starts at or behind it.
  std::uint32_t units = 0;
  for (std::size_t i = 0; i < text.size();) {
    while (utf16_checkpoints_.size() * checkpoint_distance <= i)
      utf16_checkpoints_.push_back({static_cast<std::uint32_t>(i), units});
    auto const point = code_point(text, i);
    i += point.bytes;
    units += point.units;
  }
  utf16_checkpoints_.push_back({static_cast<std::uint32_t>(text.size()), units});
}

std::string_view SourceText::slice(Span span) const {
  std::size_t const start = std::min<std::size_t>(span.start, text_.size());
  return text_.substr(start, span.end > start ? span.end - start : 0);
}

LineColumn SourceText::position(std::uint32_t byte) const {
  auto const next = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte);
  auto const line = static_cast<std::uint32_t>(next - line_starts_.begin());
  std::uint32_t column = 1;
  for (std::size_t i = line_starts_[line - 1]; i < byte && i < text_.size(); i += code_point(text_, i).bytes)
    ++column;
  return {line, column};
}

Span SourceText::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  std::uint32_t const start = line_starts_[number - 1];
  std::size_t const end = std::min(text_.find_first_of("\r\n", start), text_.size());
  return {start, static_cast<std::uint32_t>(end)};
}

std::uint32_t SourceText::utf16(std::uint32_t byte) const {
  if (utf16_checkpoints_.empty()) return byte;
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  Checkpoint const& near = utf16_checkpoints_[byte / checkpoint_distance];
  // The checkpoint can lie behind the offset when a code point spans its boundary.
  Checkpoint const& start = near.byte <= byte || byte < checkpoint_distance
                                ? near
                                : utf16_checkpoints_[byte / checkpoint_distance - 1];
  std::uint32_t units = start.units;
  for (std::size_t i = start.byte; i < byte;) {
    auto const point = code_point(text_, i);
    i += point.bytes;
    units += point.units;
  }
  return units;
}

} // namespace whycors
