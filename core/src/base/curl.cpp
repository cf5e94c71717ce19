#include "curl.hpp"

#include "bytes.hpp"
#include "concat.hpp"

namespace whycors {

namespace {

std::string quoted(std::string_view text) {
  std::string quoted = "'";
  for (char const byte : text) {
    if (byte == '\'')
      quoted += "'\\''";
    else
      quoted += byte;
  }
  quoted += '\'';
  return quoted;
}

} // namespace

// With `-X HEAD` curl would wait for a body.
CurlCommand::CurlCommand(std::string_view method) : text_(method == "HEAD" ? "curl -I" : "curl -i") {
  if (!method.empty() && method != "HEAD") append(text_, {" -X ", is_token(method) ? method : "GET"});
}

CurlCommand& CurlCommand::header(std::string_view name, std::string_view value) {
  if (!value.empty()) append(text_, {" -H ", quoted(concat({name, ": ", value}))});
  return *this;
}

std::string CurlCommand::to(std::string_view url) const { return concat({text_, " ", quoted(url)}); }

} // namespace whycors
