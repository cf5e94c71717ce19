#pragma once

#include <string>
#include <string_view>
#include <vector>
#include <whycors/whycors.hpp>

#include "model/clues.hpp"
#include "model/exchange.hpp"

/// From any text to an Exchange. One file a format, one row in formats.def.
namespace whycors::paste {

/// What a format made of a paste.
struct Pasted {
  Detected detected;
  Exchange exchange;
  std::vector<Block> blocks;
  Clues clues;
};

struct Format {
  std::string_view name;
  std::string_view text; ///< in words
  /// How sure it is that the text is of this format: 0 not at all, 100 certain.
  int (*detect)(std::string_view text);
  /// Reads it. Facts that the caller chose are laid over the result afterwards.
  void (*parse)(std::string_view text, Options const& options, Pasted& pasted);
};

/// Reads a paste by the format that is surest of it. Never fails: a text of no known format gives an exchange
/// in which nothing is known.
Pasted read(std::string_view text, Options const& options);

} // namespace whycors::paste
