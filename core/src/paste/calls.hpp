#pragma once

#include <string_view>
#include <vector>

namespace whycors::paste {

/// The calls of a paste that has several, each a part of it: Exchanges as JSON (one a line, one after the
/// other, or in an array), what "Copy all as fetch" or "as cURL" gives, or parts between lines of three
/// dashes. The whole text where it is one call.
std::vector<std::string_view> split_calls(std::string_view text);

} // namespace whycors::paste
