#pragma once

#include <string_view>

#include "base/bytes.hpp"

namespace whycors::quirks {

/// Whether a run of digits in the value is a number of at least `limit`, which has no leading zeros.
inline bool range_has_number_from(std::string_view value, std::string_view limit) {
  while (!value.empty()) {
    std::size_t length = 0;
    while (length < value.size() && is_ascii_digit(value[length]))
      ++length;
    auto number = value.substr(0, length);
    while (number.size() > 1 && number.front() == '0')
      number.remove_prefix(1);
    if (number.size() > limit.size() || (number.size() == limit.size() && number >= limit)) return true;
    value.remove_prefix(length == 0 ? 1 : length);
  }
  return false;
}

} // namespace whycors::quirks
