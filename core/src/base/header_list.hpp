#pragma once

#include <string_view>
#include <vector>
#include <whycors/span.hpp>

#include "bytes.hpp"

namespace whycors {

/// https://fetch.spec.whatwg.org/#concept-header: one row as it was received or set, byte for byte, with its
/// place in the paste where it has one. Views of text owned by the exchange.
struct Header {
  std::string_view name;
  std::string_view value;
  Span name_span = {};
  Span value_span = {};

  friend constexpr bool operator==(Header const& a, Header const& b) {
    return a.name == b.name && a.value == b.value;
  }
};

/// https://fetch.spec.whatwg.org/#concept-header-list: rows in order, duplicates and letter case kept.
class HeaderList {
 public:
  void append(Header const& header) { rows_.push_back(header); }
  void append(std::string_view name, std::string_view value) { rows_.push_back({name, value}); }
  void clear() { rows_.clear(); }

  // Names are handed over by reference: WebAssembly passes views in memory, and each call would copy them
  // there.
  bool contains(std::string_view const& name) const { return first(name) != nullptr; }
  /// The first row of that name in any case, or null.
  Header const* first(std::string_view const& name) const {
    for (Header const& row : rows_)
      if (byte_case_insensitive_match(row.name, name)) return &row;
    return nullptr;
  }
  std::size_t count(std::string_view name) const {
    std::size_t rows = 0;
    for (Header const& row : rows_)
      rows += byte_case_insensitive_match(row.name, name);
    return rows;
  }
  void remove(std::string_view name) {
    std::erase_if(rows_, [&](Header const& row) { return byte_case_insensitive_match(row.name, name); });
  }

  friend bool operator==(HeaderList const& a, HeaderList const& b) { return a.rows_ == b.rows_; }

  bool empty() const { return rows_.empty(); }
  std::size_t size() const { return rows_.size(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  Header& operator[](std::size_t index) { return rows_[index]; }
  Header const& operator[](std::size_t index) const { return rows_[index]; }

 private:
  std::vector<Header> rows_;
};

/// Header names that this project speaks of, in the lower case of HTTP/2.
namespace names {
inline constexpr std::string_view access_control_allow_origin = "access-control-allow-origin";
inline constexpr std::string_view access_control_allow_credentials = "access-control-allow-credentials";
inline constexpr std::string_view access_control_allow_methods = "access-control-allow-methods";
inline constexpr std::string_view access_control_allow_headers = "access-control-allow-headers";
inline constexpr std::string_view access_control_expose_headers = "access-control-expose-headers";
inline constexpr std::string_view access_control_max_age = "access-control-max-age";
inline constexpr std::string_view access_control_request_method = "access-control-request-method";
inline constexpr std::string_view access_control_request_headers = "access-control-request-headers";
inline constexpr std::string_view accept = "accept";
inline constexpr std::string_view authorization = "authorization";
inline constexpr std::string_view content_type = "content-type";
inline constexpr std::string_view location = "location";
inline constexpr std::string_view origin = "origin";
inline constexpr std::string_view range = "range";
inline constexpr std::string_view user_agent = "user-agent";
inline constexpr std::string_view vary = "vary";
} // namespace names

} // namespace whycors
