#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace whycors::har {

/// A number for a list of texts: eight bytes at a time, mixed by a multiplication and a shift as in
/// https://github.com/skeeto/hash-prospector. Not for texts that somebody chooses to collide.
class Hash {
 public:
  void add(std::uint64_t number) {
    value_ = (value_ ^ number) * 0x9E3779B97F4A7C15;
    value_ ^= value_ >> 32U;
  }
  /// With its length, so that `ab`, `c` and `a`, `bc` differ.
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t)))
      add_bytes(text.substr(0, sizeof(std::uint64_t)));
    if (!text.empty()) add_bytes(text);
  }
  std::uint64_t value() const { return value_; }

 private:
  void add_bytes(std::string_view at_most_eight) {
    std::uint64_t number = 0;
    std::memcpy(&number, at_most_eight.data(), at_most_eight.size());
    add(number);
  }

  std::uint64_t value_ = 0xCBF29CE484222325;
};

} // namespace whycors::har
