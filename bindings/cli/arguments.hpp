#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run.hpp"

namespace whycors::cli {

/// A command that can't be done: the message on the error stream, and exit status 2.
Result usage_error(std::string message);

/// The words of a command line: options with values, flags, and what remains.
class Arguments {
 public:
  Arguments(std::vector<std::string> const& words, std::vector<std::string_view> flags,
            std::vector<std::string_view> with_value);

  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// The first value of an option.
  std::optional<std::string> value(std::string_view name) const;
  /// All values of an option that may be repeated.
  std::vector<std::string> values(std::string_view name) const;

  std::vector<std::string> positional;
  std::string error; ///< why the words could not be understood; empty when they were

 private:
  std::string const* find(std::string_view name) const;
  std::vector<std::pair<std::string, std::string>> options_;
};

/// A header as people type it, `Name: value`, taken apart; nothing where there is no colon.
std::optional<std::pair<std::string, std::string>> split_header(std::string_view text);

/// A JSON string. Bytes are passed through, so that UTF-8 stays as it is.
std::string quoted(std::string_view text);

/// A JSON string in which each byte from 0x80 is the character of that number, as header text is given.
std::string quoted_bytes(std::string_view bytes);

} // namespace whycors::cli
