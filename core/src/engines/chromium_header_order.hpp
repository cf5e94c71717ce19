#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// Chromium keeps a request's headers in a hash table (blink::HTTPHeaderMap) and names the first one in the
/// table's order that a preflight refuses, which is neither the order in which script set them nor that of
/// Access-Control-Request-Headers.
namespace whycors::engines {

/// Where a name's place in the table starts: rapidhash (Nicolas De Carli, 2024) of the name in lower case,
/// as UTF-16, of which Blink's WTF::StringHasher keeps 24 bits.
std::uint32_t chromium_header_hash(std::string_view name);

/// The name that comes first in a table that holds `header_count` headers of script's; empty for no names.
std::string_view first_in_chromium_order(std::vector<std::string_view> const& names,
                                         std::size_t header_count);

} // namespace whycors::engines
