#pragma once

#include <bitset>
#include <string_view>

#include "bytes.hpp"

namespace whycors {

/// Which two bytes stand side by side in a text, in any case: tells at a glance that most of the words that
/// are searched for are not in it.
class Neighbours {
 public:
  explicit Neighbours(std::string_view text) {
    unsigned pair = 0;
    for (char const byte : text) {
      pair = with(pair, byte);
      pairs_.set(pair);
    }
  }

  /// False: the words are not in the text. True: they may be.
  bool may_hold(std::string_view words) const {
    if (words.size() < 2) return true;
    // From the end: sentences begin with words that many have.
    unsigned after = lower(words.back());
    for (std::size_t i = words.size() - 1; i-- > 0;) {
      unsigned const byte = lower(words[i]);
      if (!pairs_.test(byte << 8U | after)) return false;
      after = byte;
    }
    return true;
  }

 private:
  static unsigned lower(char byte) { return static_cast<unsigned char>(byte_lowercase(byte)); }
  static unsigned with(unsigned pair, char next) { return (pair & 0xFFU) << 8U | lower(next); }

  std::bitset<65536> pairs_;
};

} // namespace whycors
