#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include <whycors/span.hpp>

namespace whycors::paste {

/// One line of the paste without its line end, and where it is.
struct Line {
  std::string_view text;
  Span span;
};

/// All lines: LF, CR LF and CR end one, in any mixture.
std::vector<Line> split_lines(std::string_view text);

/// The span of a part of the paste; `part` must be a view into `text`.
Span span_of(std::string_view text, std::string_view part);

/// A paste without what copying put in: escape sequences of terminals, invisible characters, the spaces and
/// quotation marks of word processors, bars over what was made unreadable.
struct CleanText {
  std::string text;
  /// `place[i]` is where byte `i` stands in the paste; one more for the end. Empty when nothing had to go.
  std::vector<std::uint32_t> place;

  explicit CleanText(std::string_view paste);
  Span in_paste(Span span) const;
};

} // namespace whycors::paste
