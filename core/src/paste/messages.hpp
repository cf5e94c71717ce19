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
  Span start_span{}; ///< of the request or status line, or of the URL
  HeaderList headers;
  std::string_view body;
  Span span{};
  std::uint32_t order = 0; ///< where it stands among the others; its span's start where that is later
  bool has_start_line = false;
  bool of_preflight = false;     ///< a label beside it says so
  bool by_command = false;       ///< a command line that sends it, not what was sent
  bool by_code = false;          ///< the page's own code
  std::string_view ignored = {}; ///< why it has no part in the call that is judged
};

/// `GET /path HTTP/1.1`, with any HTTP version or, where a known method stands before an URL, none.
std::optional<Message> parse_request_line(std::string_view text, Line const& line);
/// `HTTP/2 200 OK`, with or without a reason.
std::optional<Message> parse_status_line(std::string_view text, Line const& line);
/// `Name: value`; pseudo headers keep their leading colon.
std::optional<Header> parse_header_line(std::string_view text, Line const& line);

/// A paste on its way to an Exchange: its lines, those that a format has taken, and what it made of them.
struct Transcript {
  std::string_view text;
  Options const& options;
  Pasted& pasted;
  std::vector<Line> lines;
  std::vector<bool> taken = std::vector<bool>(lines.size());
  std::vector<Message> messages = {};            ///< in the order of the paste once all formats are through
  std::vector<std::string_view> recognised = {}; ///< the formats that took something, in words
  std::string_view format = {};                  ///< the first of them, by name

  /// Takes the lines of a region of the text.
  void take(Span region);
};

/// Whether one of the alternatives, parted by `|`, stands in the text, which is in lower case.
bool has_any(std::string_view lower, std::string_view alternatives);

/// Whether words, in lower case, speak of a preflight: OPTIONS among others in a list does not.
bool speaks_of_preflight(std::string_view lower);

/// Whether the answer lets script of another origin read its header of that name.
bool script_reads(HeaderList const& answer, std::string_view name);

/// Whether rows are quoted as code quotes them, and have nothing that only a server adds: settings of one.
bool is_of_settings(std::string_view text, HeaderList const& headers);

/// Puts messages together to one exchange: requests and responses that follow one another, a preflight being
/// an OPTIONS request with Access-Control-Request-Method and what answers it. Choices of the caller about
/// single blocks come first.
void assemble(Transcript& transcript);

} // namespace whycors::paste
