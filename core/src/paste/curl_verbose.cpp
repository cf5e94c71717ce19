#include <algorithm>

#include "messages.hpp"
#include "paste.hpp"

namespace whycors::paste {

namespace {

/// `> ` before what curl sent, `< ` before what came back; the mark may stand alone.
bool has_mark(std::string_view line, char mark) {
  return line.starts_with(mark) && (line.size() == 1 || line[1] == ' ');
}

/// What curl says of its own doing: `* Connected`, `{ [5 bytes data]`, `} [5 bytes data]`, the progress
/// meter.
bool is_curls_own(std::string_view line) {
  return has_mark(line, '*') || line.starts_with("{ [") || line.starts_with("} [") ||
         line.starts_with("  % Total") || line.starts_with("                                 Dload");
}

/// The lines without their marks and without curl's own. A lone mark ends a message's headers.
std::vector<Line> unmarked(std::string_view text) {
  std::vector<Line> lines;
  for (Line line : split_lines(text)) {
    if (is_curls_own(line.text)) continue;
    if (has_mark(line.text, '>') || has_mark(line.text, '<')) {
      std::size_t const mark = std::min<std::size_t>(2, line.text.size());
      line.text.remove_prefix(mark);
      line.span.start += static_cast<std::uint32_t>(mark);
    }
    lines.push_back(line);
  }
  return lines;
}

int detect(std::string_view text) {
  bool answered = false;
  bool asked = false;
  for (Line const& line : split_lines(text.substr(0, 65536))) {
    answered |= has_mark(line.text, '<') && line.text.substr(1, 6) == " HTTP/";
    asked |= has_mark(line.text, '>') && line.text.find(" HTTP/") != std::string_view::npos;
  }
  // Without either start line, `>` is a quotation mark of mail and Markdown.
  return answered || asked ? 92 : 0;
}

void parse(std::string_view text, Options const& options, Pasted& pasted) {
  auto messages = read_messages(text, unmarked(text));
  assemble(messages, text, options, pasted);
}

} // namespace

extern Format const curl_verbose;
constinit Format const curl_verbose{"curl-verbose", "what curl -v prints", detect, parse};

} // namespace whycors::paste
