#pragma once

#include <string>
#include <string_view>

namespace whycors {

/// A request as a command line of curl that prints the whole answer. Every value is quoted for a POSIX shell:
/// whatever a paste holds stays one argument.
class CurlCommand {
 public:
  /// GET where no method is named.
  explicit CurlCommand(std::string_view method = {});
  /// A row of that name, left out where the value is empty.
  CurlCommand& header(std::string_view name, std::string_view value);
  std::string to(std::string_view url) const;

 private:
  std::string text_;
};

} // namespace whycors
