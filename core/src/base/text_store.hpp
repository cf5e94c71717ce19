#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace whycors {

/// Append-only storage for text that is made while an exchange is read or judged. Views it hands out stay
/// valid until `clear()` or its end, also when it is moved. `clear()` keeps the memory for the next exchange.
class TextStore {
 public:
  std::string_view keep(std::string_view text) {
    char* const place = allocate(text.size());
    if (!text.empty()) std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }
  /// `size` bytes to be filled by the caller.
  char* allocate(std::size_t size) {
    while (current_ < blocks_.size() && blocks_[current_].size - used_ < size) {
      ++current_;
      used_ = 0;
    }
    if (current_ == blocks_.size()) {
      std::size_t const block_size = size > default_block ? size : default_block;
      blocks_.push_back({std::unique_ptr<char[]>(new char[block_size]), block_size});
      used_ = 0;
    }
    char* const place = blocks_[current_].bytes.get() + used_;
    used_ += size;
    return place;
  }
  void clear() {
    current_ = 0;
    used_ = 0;
  }

 private:
  static constexpr std::size_t default_block = 4096;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

} // namespace whycors
