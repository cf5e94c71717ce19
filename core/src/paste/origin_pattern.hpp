#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whycors::paste {

/// How much of an origin a server's pattern has to match, beside its own `^` and `$`.
enum class Matching : std::uint8_t { anywhere, from_the_start, as_a_whole };

/// A foreign origin that a regular expression over origins lets in; nothing where none was found. Knows what
/// such expressions are made of: letters, escapes, dots, classes, groups and repetitions; the first
/// alternative stands for all. Looks for a missing end, a missing start, a wildcard right before a name, and
/// a dot that is not escaped.
std::optional<std::string> foreign_origin_for(std::string_view pattern, Matching matching);

} // namespace whycors::paste
