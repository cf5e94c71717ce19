#pragma once

#include <cstdint>
#include <string_view>
#include <vector>
#include <whycors/span.hpp>

namespace whycors {

/// A place for a person: both count from 1; `column` counts code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// The pasted text with what an output needs to point into it. Does not own the text, which must outlive it.
/// Works on any bytes: an invalid UTF-8 sequence counts as one U+FFFD a maximal subpart, as TextDecoder and
/// JavaScript's own encoders have it, so offsets agree with the JavaScript string the text came from.
class SourceText {
 public:
  explicit SourceText(std::string_view text);

  std::string_view text() const { return text_; }
  std::string_view slice(Span span) const;
  LineColumn position(std::uint32_t byte) const;
  /// The bytes of the 1-based line, without its line end (LF, CR LF or CR).
  Span line(std::uint32_t number) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  /// UTF-16 code units before the byte offset. Constant time: at most 64 bytes are looked at.
  std::uint32_t utf16(std::uint32_t byte) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> line_starts_;
  /// A code point's start and the UTF-16 code units before it.
  struct Checkpoint {
    std::uint32_t byte;
    std::uint32_t units;
  };
  std::vector<Checkpoint> utf16_checkpoints_; // one every 64 bytes; none when all is ASCII
};

} // namespace whycors
