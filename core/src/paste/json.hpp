#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace whycors::paste {

using Json = nlohmann::json;

/// A JSON text as a tree; nothing when it is none, and then `error_at` is the byte where it stops being JSON.
/// Read it by checking types first: without exceptions a wrong type ends the program.
std::optional<Json> parse_json(std::string_view text, std::size_t& error_at);

} // namespace whycors::paste
