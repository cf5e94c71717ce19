#include <algorithm>

#include "messages.hpp"
#include "paste.hpp"

namespace whycors::paste {

namespace {

/// HTTP messages as text, one after the other, or lone blocks of `Name: value`: what "view source", `curl
/// -i`, a proxy or an editor gives.
std::vector<Message> read_messages(std::string_view text) {
  std::vector<Message> messages;
  bool open = false; // the last message still takes headers
  for (Line const& line : split_lines(text)) {
    auto message = parse_request_line(text, line);
    if (!message) message = parse_status_line(text, line);
    if (message) {
      messages.push_back(*std::move(message));
      open = true;
      continue;
    }
    bool const blank = trim(line.text, is_http_tab_or_space).empty();
    if (blank) {
      open = false;
      continue;
    }
    // A folded line goes on with the value before it: RFC 9112 section 5.2.
    bool const folded = is_http_tab_or_space(line.text.front());
    if (folded && open && !messages.back().headers.empty()) {
      auto& headers = messages.back().headers;
      Header& last = headers[headers.size() - 1];
      Span const span{last.value_span.start, line.span.end};
      last.value = text.substr(span.start, span.end - span.start);
      last.value_span = span;
      continue;
    }
    auto const header = parse_header_line(text, line);
    bool const in_body = !messages.empty() && !open && messages.back().kind != Message::Kind::headers;
    if (!header || in_body) {
      // Behind the blank line of a message: its body.
      if (in_body) {
        Message& owner = messages.back();
        auto const start = owner.body.empty() ? line.span.start : span_of(text, owner.body).start;
        owner.body = text.substr(start, line.span.end - start);
        owner.span.end = line.span.end;
      }
      continue;
    }
    if (!open) {
      messages.emplace_back();
      messages.back().span = line.span;
      open = true;
    }
    messages.back().headers.append(*header);
    messages.back().span.end = line.span.end;
  }
  return messages;
}

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
  auto messages = read_messages(text);
  assemble(messages, text, options, pasted);
}

} // namespace

extern Format const http_text;
constinit Format const http_text{"http-text", "HTTP messages or header lines", detect, parse};

} // namespace whycors::paste
