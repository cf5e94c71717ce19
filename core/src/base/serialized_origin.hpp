#pragma once

#include <algorithm>
#include <string_view>

#include "url.hpp"

namespace whycors {

/// Whether a value is an origin as browsers write it; `null`, which is one too, is left to the caller:
/// https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
inline bool is_serialized_origin(std::string_view value) {
  // Hosts of other letters are written in ASCII.
  auto const is_written = [](char byte) { return byte > ' ' && byte < 0x7F && byte != '*'; };
  if (!std::all_of(value.begin(), value.end(), is_written)) return false;
  auto const url = Url::parse(value);
  return url && url->origin() == value;
}

} // namespace whycors
