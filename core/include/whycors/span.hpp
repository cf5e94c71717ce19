#pragma once

#include <cstdint>

namespace whycors {

/// A range of the text that was pasted: UTF-8 byte offsets, `end` exclusive. The empty span at 0 means
/// "not from the text". Converted to UTF-16 at the edge only.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  constexpr bool empty() const { return start == end; }
  friend constexpr bool operator==(Span, Span) = default;
};

} // namespace whycors
