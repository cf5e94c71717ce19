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
    for (std::size_t i = 1; i < text.size(); ++i)
      pairs_.set(pair(text[i - 1], text[i]));
  }

  /// False: the words are not in the text. True: they may be.
  bool may_hold(std::string_view words) const {
    for (std::size_t i = 1; i < words.size(); ++i)
      if (!pairs_.test(pair(words[i - 1], words[i]))) return false;
    return true;
  }

 private:
  static std::size_t pair(char first, char second) {
    return static_cast<std::size_t>(static_cast<unsigned char>(byte_lowercase(first))) << 8U |
           static_cast<unsigned char>(byte_lowercase(second));
  }

  std::bitset<65536> pairs_;
};

} // namespace whycors
