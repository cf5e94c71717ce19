#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/header_list.hpp"

namespace whycors::engines {

/// Where the first element of a list ends: at a comma outside of quotes, or nowhere.
inline std::size_t element_end(std::string_view list) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] == '"') is_quoted = !is_quoted;
    if (list[i] == ',' && !is_quoted) return i;
  }
  return std::string_view::npos;
}

/// Whether what rows of the name say is not the same each time: each row as a whole, or each element of its
/// list.
inline bool contradicts(HeaderList const& headers, std::string_view name, bool by_element) {
  std::optional<std::string_view> first;
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, name)) continue;
    std::string_view rest = row.value;
    for (bool is_more = true; is_more;) {
      auto const comma = by_element ? element_end(rest) : std::string_view::npos;
      auto const element = trim(rest.substr(0, comma), is_http_tab_or_space);
      is_more = comma != std::string_view::npos;
      if (is_more) rest.remove_prefix(comma + 1);
      if (first && element != *first) return true;
      first = element;
    }
  }
  return false;
}

} // namespace whycors::engines
