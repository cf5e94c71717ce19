#include "lines.hpp"

namespace whycors::paste {

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = text.find_first_of("\r\n", start);
    if (end == std::string_view::npos) end = text.size();
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

} // namespace whycors::paste
