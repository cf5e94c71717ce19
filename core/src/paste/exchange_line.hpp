#pragma once

#include <string_view>

#include "model/exchange.hpp"

namespace whycors::paste {

/// Reads an Exchange from JSON in one pass, without a tree: the usual keys with the usual types. For anything
/// else (an unknown escape, a wrong type, a sequence, bytes that are not UTF-8) it gives up and returns
/// false, and `exchange` is unusable: then nlohmann reads the text, and says what is wrong if something is.
/// What it does read, it reads as nlohmann does; the tests hold one against the other. Texts without escapes
/// are views of `json`.
bool read_exchange_line(std::string_view json, Exchange& exchange);

} // namespace whycors::paste
