#pragma once

#include <string>
#include <string_view>
#include <vector>
#include <whycors/whycors.hpp>

#include "model/clues.hpp"
#include "model/exchange.hpp"

/// From any text to an Exchange. One file a format, one row in formats.def.
namespace whycors::paste {

struct Transcript;

/// What the formats made of a paste.
struct Pasted {
  Detected detected;
  std::vector<std::string_view> formats; ///< by name, those that took something of the paste
  Exchange exchange;
  std::vector<Block> blocks;
  Clues clues;
  TextStore store; ///< of what is viewed and stands in no exchange's own
};

struct Format {
  std::string_view name;
  std::string_view text; ///< in words
  /// Takes the lines that are of this format and adds what they say to the transcript. Returns whether there
  /// were any.
  bool (*take)(Transcript&);
};

/// Reads a paste by all formats, each of which takes its part. Never fails: a text of no known format gives
/// an exchange in which nothing is known.
Pasted read(std::string_view text, Options const& options);

} // namespace whycors::paste
