#pragma once

#include <limits>
#include <optional>

#include "fetch/headers.hpp"

namespace whycors::quirks {

/// Access-Control-Max-Age as a 64-bit number with an optional sign: 5 where it is absent, repeated or no such
/// number, 0 where it is negative. `is_padding` says which bytes around it are overlooked.
template <class Predicate>
std::optional<std::int64_t> signed_max_age(HeaderList const& headers, Predicate is_padding) {
  constexpr std::int64_t default_max_age = 5;
  if (headers.count(names::access_control_max_age) != 1) return default_max_age;
  auto digits = trim(fetch::field_value(*headers.first(names::access_control_max_age)), is_padding);
  bool const negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty()) return default_max_age;
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  std::int64_t seconds = 0;
  for (char const byte : digits) {
    if (!is_ascii_digit(byte)) return default_max_age;
    int const digit = byte - '0';
    // The least number has one more than the largest.
    bool const is_least = negative && seconds == largest / 10 && digit == 8;
    if (seconds > (largest - digit) / 10 && !is_least) return default_max_age;
    seconds = is_least ? largest : seconds * 10 + digit;
  }
  return negative ? 0 : seconds;
}

} // namespace whycors::quirks
