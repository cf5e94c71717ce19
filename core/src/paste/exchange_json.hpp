#pragma once

#include <string_view>
#include <whycors/whycors.hpp>

#include "model/exchange.hpp"

namespace whycors::paste {

/// Reads an Exchange from JSON (contract: keys that are not known are ignored). On failure fills `error` with
/// what is wrong and where, as a path such as `request.method`, and returns false; `exchange` is then
/// unusable. `json` must outlive `exchange`.
bool read_exchange_json(std::string_view json, Exchange& exchange, InputError& error);

/// The same through nlohmann's tree alone, whatever the text: slower, and the one that finds the words for
/// what is wrong.
bool read_exchange_tree(std::string_view json, Exchange& exchange, InputError& error);

/// Whether a paste looks like an Exchange: a JSON object with a `request`.
bool looks_like_exchange_json(std::string_view text);

} // namespace whycors::paste
