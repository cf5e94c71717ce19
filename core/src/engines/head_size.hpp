#pragma once

#include "base/header_list.hpp"

namespace whycors::quirks {

/// The bytes that the rows take on the wire of HTTP/1.1.
inline std::size_t head_size(HeaderList const& headers) {
  constexpr std::size_t separators = 4; // colon, space, CR, LF
  std::size_t size = 0;
  for (Header const& row : headers)
    size += row.name.size() + row.value.size() + separators;
  return size;
}

} // namespace whycors::quirks
