#pragma once

#include <cstddef>
#include <string_view>

namespace whycors {

/// The bytes of the well-formed UTF-8 sequence that starts at `index`, 1 to 4; 0 where none does.
std::size_t utf8_sequence_length(std::string_view text, std::size_t index);

/// The bytes at `index` that a decoder replaces by one U+FFFD: the maximal subpart of an ill-formed sequence,
/// as https://encoding.spec.whatwg.org/#utf-8-decoder has it. At least 1.
std::size_t utf8_maximal_subpart(std::string_view text, std::size_t index);

} // namespace whycors
