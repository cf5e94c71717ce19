#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lines.hpp"
#include "paste.hpp"

namespace whycors::paste {

/// One HTTP message or lone header block as it stands in the paste.
struct Message {
  enum class Kind {
    request,
    response,
    headers
  }; ///< `headers`: neither line tells; decided by the names in it
  Kind kind = Kind::headers;
  std::string_view method; ///< of a request
  std::string_view target; ///< of a request, as written
  std::uint16_t status = 0;
  Span status_span{};
  Span start_span{}; ///< of the request or status line
  HeaderList headers;
  std::string_view body;
  Span span{};
};

/// `GET /path HTTP/1.1`, with any HTTP version or, where a known method stands before an URL, none.
std::optional<Message> parse_request_line(std::string_view text, Line const& line);
/// `HTTP/2 200 OK`, with or without a reason.
std::optional<Message> parse_status_line(std::string_view text, Line const& line);
/// `Name: value`; pseudo headers keep their leading colon.
std::optional<Header> parse_header_line(std::string_view text, Line const& line);

/// HTTP messages as text, one after the other, or lone blocks of `Name: value`: what "view source", `curl
/// -i`, a proxy or an editor gives. Each line is a part of `text`.
std::vector<Message> read_messages(std::string_view text, std::vector<Line> const& lines);

/// Puts messages together to one exchange: requests and responses that follow one another, a preflight being
/// an OPTIONS request with Access-Control-Request-Method and what answers it. Choices of the caller about
/// single blocks come first.
void assemble(std::vector<Message>& messages, std::string_view text, Options const& options, Pasted& pasted);

} // namespace whycors::paste
