#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace whycors::cli {

/// What a command leaves behind.
struct Result {
  std::string out;
  std::string err;
  int exit = 0; ///< 0 allowed or done, 1 blocked, 2 usage or unreadable input, 3 undetermined
};

/// Reads a file by name, `-` being the standard input; false when it can't be read.
using ReadFile = std::function<bool(std::string const& name, std::string& content)>;

/// One command line, without the program's name. Does no input or output itself. `batch` stands beside it,
/// since it must not hold its input in memory.
Result run(std::vector<std::string> const& arguments, ReadFile const& read_file);

/// The schema of the JSON that leaves and enters, in words and types.
std::string usage();

} // namespace whycors::cli
