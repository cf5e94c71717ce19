#pragma once

#include <algorithm>
#include <string_view>

namespace whycors::quirks {

inline bool has_non_ascii(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
}

} // namespace whycors::quirks
