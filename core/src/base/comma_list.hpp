#pragma once

#include <string_view>

#include "bytes.hpp"

namespace whycors {

/// The elements of a list that commas part, each without the tabs and spaces around it; empty ones are
/// elements too (RFC 9110 section 5.6.1). Views of the text, which must outlive it.
class CommaList {
 public:
  explicit constexpr CommaList(std::string_view text) : text_(text) {}

  class Iterator {
   public:
    explicit constexpr Iterator(std::string_view rest) : rest_(rest), comma_(rest.find(',')) {}
    constexpr Iterator() : is_at_end_(true) {}

    constexpr std::string_view operator*() const {
      return trim(rest_.substr(0, comma_), is_http_tab_or_space);
    }
    constexpr Iterator& operator++() {
      is_at_end_ = comma_ == std::string_view::npos;
      if (is_at_end_) return *this;
      rest_.remove_prefix(comma_ + 1);
      comma_ = rest_.find(',');
      return *this;
    }
    constexpr bool operator==(Iterator const& other) const { return is_at_end_ == other.is_at_end_; }

   private:
    std::string_view rest_;
    std::size_t comma_ = 0;
    bool is_at_end_ = false;
  };

  constexpr Iterator begin() const { return Iterator(text_); }
  constexpr Iterator end() const { return {}; }

 private:
  std::string_view text_;
};

} // namespace whycors
