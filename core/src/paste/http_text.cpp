#include <algorithm>

#include "messages.hpp"
#include "paste.hpp"

namespace whycors::paste {

namespace {

int detect(std::string_view text) {
  auto const lines = split_lines(text.substr(0, 16384));
  std::size_t headers = 0;
  for (Line const& line : lines) {
    if (parse_status_line(text, line) || parse_request_line(text, line)) return 85;
    headers += parse_header_line(text, line).has_value();
  }
  return headers > 0 && headers * 2 >= lines.size() ? 60 : 0;
}

void parse(std::string_view text, Options const& options, Pasted& pasted) {
  auto messages = read_messages(text, split_lines(text));
  assemble(messages, text, options, pasted);
}

} // namespace

extern Format const http_text;
constinit Format const http_text{"http-text", "HTTP messages or header lines", detect, parse};

} // namespace whycors::paste
