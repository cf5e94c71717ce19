#pragma once

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

} // namespace whycors::paste
