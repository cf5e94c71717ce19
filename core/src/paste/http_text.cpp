#include <algorithm>
#include <array>
#include <utility>

#include "base/concat.hpp"
#include "base/stable_sort.hpp"
#include "header_names.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

std::string_view next_word(std::string_view& rest) {
  rest = trim(rest, is_http_tab_or_space);
  std::size_t length = 0;
  while (length < rest.size() && !is_http_tab_or_space(rest[length]))
    ++length;
  auto const word = rest.substr(0, length);
  rest.remove_prefix(length);
  return word;
}

/// RFC 9110 section 15: the reasons that are typed.
constexpr auto reasons = std::to_array<std::string_view>({"OK",
                                                          "Created",
                                                          "Accepted",
                                                          "No Content",
                                                          "Moved Permanently",
                                                          "Found",
                                                          "See Other",
                                                          "Not Modified",
                                                          "Temporary Redirect",
                                                          "Permanent Redirect",
                                                          "Bad Request",
                                                          "Unauthorized",
                                                          "Forbidden",
                                                          "Not Found",
                                                          "Method Not Allowed",
                                                          "Payload Too Large",
                                                          "Too Many Requests",
                                                          "Internal Server Error",
                                                          "Bad Gateway",
                                                          "Service Unavailable",
                                                          "Gateway Timeout"});

bool is_known_method(std::string_view word) {
  for (std::string_view const method :
       {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
    if (word == method) return true;
  return false;
}

std::uint16_t status_in(std::string_view word) {
  if (word.size() != 3 || !std::all_of(word.begin(), word.end(), is_ascii_digit) || word.front() == '0')
    return 0;
  return static_cast<std::uint16_t>((word[0] - '0') * 100 + (word[1] - '0') * 10 + (word[2] - '0'));
}

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

/// Names of DevTools' summary above the headers, of which only these tell something.
enum class Summary { none, url, method, status, ignored };

Summary summary_of(std::string_view name) {
  struct Row {
    std::string_view name;
    Summary what;
  };
  static constexpr auto rows = std::to_array<Row>({
      {"request url", Summary::url},
      {"request method", Summary::method},
      {"status code", Summary::status},
      {"status", Summary::status},
      {"url", Summary::url},
      {"remote address", Summary::ignored},
      {"referrer policy", Summary::ignored},
      {"address", Summary::ignored},
      {"source", Summary::ignored},
      {"initiator", Summary::ignored},
      {"version", Summary::ignored},
      {"transferred", Summary::ignored},
      {"request priority", Summary::ignored},
      {"dns resolution", Summary::ignored},
      {"scheme", Summary::ignored},
      {"host", Summary::none},
  });
  for (Row const& row : rows)
    if (byte_case_insensitive_match(row.name, name)) return row.what;
  return Summary::none;
}

/// Words that stand alone between the parts of a panel and tell nothing.
bool is_panel_word(std::string_view line) {
  for (std::string_view const word :
       {"General", "Raw", "View source", "view source", "View parsed", "view parsed",
        "Provisional headers are shown", "Provisional headers are shown. Learn more", "Learn more",
        "Disable cache", "Summary", "Headers", "Filter Headers"})
    if (line == word) return true;
  // Firefox begins a sentence of its console like a header.
  return line.starts_with("Content-Security-Policy: The page's settings") ||
         line.starts_with("HTTP request sent, awaiting response") || line.ends_with(" [following]") ||
         line.starts_with("Provisional headers are shown");
}

/// Reads lines into messages. One for `curl -v`, `curl -i`, panels of all browsers, proxies, wget and HTTPie:
/// they differ in what stands around the same `Name: value`.
class LineReader {
 public:
  explicit LineReader(Transcript& transcript) : transcript_(transcript), text_(transcript.text) {
    std::size_t looked_at = 0;
    for (std::size_t i = 0; i < transcript.lines.size() && looked_at < 2000; ++i) {
      if (transcript.taken[i]) continue;
      ++looked_at;
      auto const line = trim(transcript.lines[i].text, is_http_tab_or_space);
      has_marks_ |= (has_mark(line, '<') && line.substr(1, 6) == " HTTP/") ||
                    // Behind the mark alone the version begins an answer that is quoted.
                    (has_mark(line, '>') && line.find(" HTTP/", 2) != std::string_view::npos);
    }
  }

  bool has_marks() const { return has_marks_; }
  bool has_summary() const { return has_summary_; }

  bool read() {
    for (std::size_t i = 0; i < transcript_.lines.size(); ++i)
      if (!transcript_.taken[i]) line(i);
    flush_panel();
    drop_what_is_none();
    leave_out_what_is_wished_for();
    return !messages_.empty();
  }

  std::vector<Message> take_messages() { return std::move(messages_); }

 private:
  using Kind = Message::Kind;

  void line(std::size_t index) {
    Line line = transcript_.lines[index];
    char mark = 0;
    if (has_marks_) {
      if (is_curls_own(line.text)) return;
      auto const indent = std::min(line.text.find_first_not_of(" \t"), line.text.size());
      if (auto const marked = line.text.substr(indent); has_mark(marked, '>') || has_mark(marked, '<')) {
        mark = marked.front();
        cut(line, indent + std::min<std::size_t>(2, marked.size()));
      }
    } else {
      while (line.text.starts_with("> ") || line.text == ">")
        cut(line, std::min<std::size_t>(2, line.text.size()));
      // What came back, as a comment below the command.
      if (line.text.starts_with("# HTTP/")) cut(line, 2);
      // PowerShell's list of what it got.
      if (line.text.starts_with("RawContent "))
        cut(line, std::min(line.text.find(": ") + 2, line.text.size()));
    }
    // An escaped line end that was printed as such.
    while (line.text.ends_with("\\r") || line.text.ends_with("\\n"))
      line.text.remove_suffix(2);
    std::string_view bare = trim(line.text, is_http_tab_or_space);
    if (bare.starts_with("```")) return;
    // A line that is set as code, or the first or last of several.
    bool const opens_code = bare.size() > 2 && bare.front() == '`';
    bool const closes_code = bare.size() > 2 && bare.back() == '`';
    bool const is_marked = (opens_code && closes_code) || std::count(bare.begin(), bare.end(), '`') == 1;
    if (opens_code && is_marked) bare.remove_prefix(1);
    if (closes_code && is_marked) bare.remove_suffix(1);
    if (bare.empty() && parts_start_line(index)) return;
    if (bare.empty()) return blank(mark);
    if (std::exchange(is_torn_, false) && mark != mark_) open_ = false;

    Line const trimmed{bare, span_of(text_, bare)};
    auto message = parse_request_line(text_, trimmed);
    if (!message) message = parse_status_line(text_, trimmed);
    if (!message && !messages_.empty() && messages_.back().kind != Kind::response)
      message = parse_typed_status(trimmed);
    if (message) {
      mark_ = mark;
      return start(*std::move(message));
    }
    if (mark != 0 && mark != mark_ && !messages_.empty()) open_ = false;
    mark_ = mark;
    if (is_panel_word(bare)) return;
    if (section(trimmed)) return;

    bool const in_body = !open_ && !messages_.empty() && messages_.back().has_start_line && !in_panel_ &&
                         !begins_another(trimmed);
    auto header = in_body && mark == 0 ? std::nullopt : header_of(trimmed, index);
    if (header && summary(*header, index)) return;
    bool const folds = open_ && is_http_tab_or_space(line.text.front()) && !messages_.back().headers.empty();
    bool const is_name = header && (direction_of(header->name) != Direction::unknown ||
                                    header->name.find('-') != std::string_view::npos);
    if (open_ && !header && is_pair(bare)) return;
    if (folds && !is_name && !fold_is_prose(bare)) return fold(line);
    if (header) return add(*header, mark, trimmed);
    if (in_body || (mark_ == 0 && has_marks_ && !messages_.empty())) return body(line);
    open_ = open_ && messages_.back().has_start_line;
  }

  /// A status as people type it below a request: `200 OK`, `-> 204`, `HTTP 403`.
  std::optional<Message> parse_typed_status(Line const& line) const {
    std::string_view rest = line.text;
    bool pointed = false;
    for (std::string_view const lead : {"->", "=>", "-->", "==>", "<-", "<=", ":", "HTTP "})
      if (rest.starts_with(lead)) {
        rest.remove_prefix(lead.size());
        pointed = true;
        break;
      }
    auto const word = next_word(rest);
    auto const status = word.size() == 3 ? status_in(word) : std::uint16_t{0};
    rest = trim(rest, is_http_tab_or_space);
    bool const is_reason = std::any_of(reasons.begin(), reasons.end(), [&](std::string_view reason) {
      return byte_case_insensitive_match(rest, reason);
    });
    if (status == 0 || !(is_reason || (pointed && rest.empty()))) return std::nullopt;
    Message message;
    message.kind = Kind::response;
    message.status = status;
    message.status_span = span_of(text_, word);
    message.start_span = line.span;
    message.span = line.span;
    return message;
  }

  /// Whether the line is a header that no body begins a line with: one with which browsers ask; behind a
  /// request one with which servers allow, or any of theirs where the request has no body.
  bool begins_another(Line const& line) const {
    auto const header = parse_header_line(text_, line);
    if (!header) return false;
    Message const& last = messages_.back();
    bool const is_answer = last.kind == Kind::request && direction_of(header->name) == Direction::response;
    bool const has_no_body = last.method == "GET" || last.method == "HEAD" || last.method == "OPTIONS";
    return byte_case_insensitive_match(header->name, "origin") ||
           starts_with_ignoring_case(header->name, "access-control-request-") ||
           (is_answer && (has_no_body || starts_with_ignoring_case(header->name, "access-control-")));
  }

  static void cut(Line& line, std::size_t bytes) {
    line.text.remove_prefix(bytes);
    line.span.start += static_cast<std::uint32_t>(bytes);
  }
  /// `"cf-worker": "api.example",`: a pair of an object.
  static bool is_pair(std::string_view line) {
    return line.starts_with('"') && line.find("\":") != std::string_view::npos && !line.ends_with('{') &&
           !line.ends_with('[');
  }
  /// Prose, or the end of a block of code.
  static bool fold_is_prose(std::string_view line) {
    return line.find("://") != std::string_view::npos ||
           line.find_first_not_of("{}[]();,") == std::string_view::npos;
  }

  void blank(char mark) {
    // In a panel, a blank line parts nothing.
    if (in_panel_ && mark == 0) return;
    // One that curl did not print may tear a message apart.
    is_torn_ = has_marks_ && mark == 0 && mark_ != 0;
    if (is_torn_) return;
    open_ = false;
    mark_ = 0;
  }

  /// Whether the empty line stands between a start line and the headers that follow it.
  bool parts_start_line(std::size_t index) const {
    if (!open_ || !messages_.back().headers.empty() || index + 1 == transcript_.lines.size()) return false;
    auto const next = parse_header_line(text_, transcript_.lines[index + 1]);
    auto const direction = messages_.back().kind == Kind::request ? Direction::request : Direction::response;
    return next && direction_of(next->name) == direction;
  }

  void start(Message message) {
    message.has_start_line = true;
    message.of_preflight = label_preflight_;
    // `view source` in a panel prints the start line under the section's name.
    if (in_panel_ && panel_part_) {
      Message& part = messages_[*panel_part_];
      if (part.headers.empty() && part.kind == message.kind) {
        message.start_span = part.start_span.empty() ? message.start_span : part.start_span;
        part.status = message.status ? message.status : part.status;
        if (message.status) part.status_span = message.status_span;
        if (part.method.empty()) part.method = message.method;
        if (part.target.empty()) part.target = message.target;
        part.has_start_line = true;
        open_ = true;
        return;
      }
    }
    // `100 Continue` and a proxy's `200 Connection established` are followed by the answer itself.
    if (message.kind == Kind::response && (message.status / 100 == 1 || is_proxys(message))) {
      skipping_ = true;
      open_ = false;
      return;
    }
    skipping_ = false;
    push(std::move(message));
  }

  bool is_proxys(Message const& message) const {
    auto const line =
        text_.substr(message.start_span.start, message.start_span.end - message.start_span.start);
    return message.status == 200 && line.ends_with("onnection established");
  }

  void push(Message message) {
    messages_.push_back(std::move(message));
    open_ = true;
    label_preflight_ = false;
  }

  /// `Response Headers`, `Request headers (519 B)`, `Preflight response:`: what comes next.
  bool section(Line const& line) {
    std::string_view words =
        trim(line.text, [](char byte) { return !is_ascii_alpha(byte) && byte != ')' && byte != '('; });
    if (words.size() > 60 || words.empty()) return false;
    if (words.find(':') != std::string_view::npos) return false;
    std::string const lower = byte_lowercase(words);
    auto const has = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    bool const is_label = line.text.ends_with(':') || line.text.starts_with('#') ||
                          line.text.starts_with("**") || line.text.starts_with("//");
    bool const names_headers = has("request headers") || has("response headers");
    bool const panel = lower.starts_with("request headers") || lower.starts_with("response headers") ||
                       lower == "request" || lower == "response" || lower == "request header" ||
                       lower == "response header";
    if (!panel && !(is_label && (names_headers || has("preflight") || has("response") || has("options"))))
      return false;
    if (is_token(words) && !panel && !is_label) return false;
    bool const response = has("response") || (!has("request") && (has("preflight") || has("options")));
    label_preflight_ = has("preflight") || has("options");
    if (panel || names_headers) {
      in_panel_ = panel;
      Message part;
      part.kind = response ? Kind::response : Kind::request;
      part.span = line.span;
      part.of_preflight = label_preflight_;
      if (panel) give_summary(part);
      if (panel) panel_part_ = messages_.size();
      push(std::move(part));
      parts_without_headers_allowed_ = false;
    } else {
      open_ = false;
      in_panel_ = false;
    }
    return true;
  }

  /// What DevTools says above the headers belongs to the parts below.
  void give_summary(Message& part) const {
    if (part.kind == Kind::request) {
      part.method = summary_method_;
      part.target = summary_url_;
      part.start_span = summary_url_.empty() ? Span{} : span_of(text_, summary_url_);
    } else {
      part.status = summary_status_;
      part.status_span = summary_status_span_;
    }
  }

  bool summary(Header const& given, std::size_t) {
    // People set what matters to them in bold.
    Header header = given;
    header.value = trim(header.value, [](char byte) { return byte == '*' || byte == '`' || byte == '"'; });
    switch (summary_of(trim(header.name, is_http_tab_or_space))) {
    case Summary::none: return false;
    case Summary::ignored:
      if (!has_summary_) return false;
      return true;
    case Summary::url:
      if (header.value.empty()) return false;
      flush_panel();
      has_summary_ = in_panel_ = true;
      summary_url_ = header.value;
      break;
    case Summary::method: {
      if (!summary_method_.empty()) flush_panel();
      has_summary_ = in_panel_ = true;
      method_upper_ = byte_lowercase(header.value);
      for (char& byte : method_upper_)
        byte = byte_uppercase(byte);
      summary_method_ =
          is_known_method(method_upper_) ? transcript_.pasted.store.keep(method_upper_) : header.value;
      break;
    }
    case Summary::status: {
      std::string_view rest = header.value;
      auto const word = next_word(rest);
      auto const status = status_in(word);
      if (!status) return has_summary_;
      has_summary_ = in_panel_ = true;
      summary_status_ = status;
      summary_status_span_ = span_of(text_, word);
      break;
    }
    }
    open_ = false;
    return true;
  }

  /// The end of one request of a panel: its parts in the order in which they went over the wire.
  void flush_panel() {
    bool const anything = !summary_url_.empty() || !summary_method_.empty() || summary_status_ != 0;
    if (anything) {
      std::size_t request = messages_.size();
      std::size_t response = messages_.size();
      for (std::size_t i = panel_start_; i < messages_.size(); ++i) {
        if (messages_[i].kind == Kind::headers) settle_direction(messages_[i]);
        if (messages_[i].kind == Kind::request) request = std::min(request, i);
        if (messages_[i].kind == Kind::response) response = std::min(response, i);
      }
      std::size_t const end = messages_.size();
      Message made_request;
      made_request.kind = Kind::request;
      made_request.span = summary_url_.empty() ? summary_status_span_ : span_of(text_, summary_url_);
      Message made_response;
      made_response.kind = Kind::response;
      made_response.span = summary_status_span_;
      Message& asked = request < end ? messages_[request] : made_request;
      Message& answered = response < end ? messages_[response] : made_response;
      if (asked.method.empty()) asked.method = summary_method_;
      if (asked.target.empty()) {
        asked.target = summary_url_;
        asked.start_span = summary_url_.empty() ? Span{} : span_of(text_, summary_url_);
      }
      if (answered.status == 0) {
        answered.status = summary_status_;
        answered.status_span = summary_status_span_;
      }
      // What a panel lists was sent by a browser, which sends OPTIONS for preflights alone.
      if (asked.method == "OPTIONS") asked.of_preflight = answered.of_preflight = true;
      if (request == end)
        messages_.insert(messages_.begin() +
                             static_cast<std::ptrdiff_t>(std::min(panel_start_, messages_.size())),
                         made_request);
      if (response == end && summary_status_ != 0) messages_.push_back(made_response);
      // Chrome prints the response's headers above the request's.
      stable_sort(
          messages_, [](Message const& message) { return message.kind != Kind::request; }, panel_start_);
    }
    panel_start_ = messages_.size();
    summary_url_ = summary_method_ = {};
    summary_status_ = 0;
    summary_status_span_ = {};
    panel_part_.reset();
  }

  static void settle_direction(Message& message) {
    for (Header const& row : message.headers) {
      auto const direction = direction_of(row.name);
      if (direction == Direction::response) message.kind = Kind::response;
      if (direction == Direction::request) message.kind = Kind::request;
      if (message.kind != Kind::headers) return;
    }
  }

  /// The header of a line, in any of the shapes in which panels and people write one.
  std::optional<Header> header_of(Line const& line, std::size_t index) {
    std::string_view text = line.text;
    for (std::string_view const bullet : {"- ", "* ", "+ ", "# ", "• ", "//"})
      if (text.starts_with(bullet)) text.remove_prefix(bullet.size());
    // What code has, and does not do.
    if (line.text.starts_with("//") && text.find_first_of("'\"") < 2) return std::nullopt;
    text = trim(text, [](char byte) { return byte == '`' || byte == '|' || byte == ' '; });
    Line const bare{text, span_of(text_, text)};
    auto header = parse_header_line(text_, bare);
    if (!header) header = name_alone_or_with_a_space(bare);
    if (!header) return std::nullopt;
    bool const on_the_wire = open_ && messages_.back().has_start_line;
    // `headers: {`, `body: text,`: a key of code.
    bool const is_key =
        header->value.ends_with('{') || header->value.ends_with('(') || header->value.ends_with(',');
    if (!on_the_wire && is_key && direction_of(header->name) == Direction::unknown) return std::nullopt;
    if (!on_the_wire && starts_with_ignoring_case(header->name, "access-control-") && is_prose(header->value))
      return std::nullopt;
    bool const takes_next =
        header->value.empty() && (text.ends_with(':') || header->name.size() == text.size());
    if (takes_next) take_value_below(*header, index);
    // A list of names, as settings have it.
    if (header->value.empty() && line.text.starts_with("- ") && !text.ends_with(':')) return std::nullopt;
    if (!on_the_wire) unquote(*header);
    if (starts_with_ignoring_case(header->name, "access-control-")) leave_out_note(*header);
    return header;
  }

  /// What people write behind a value to point at it: `GET   <== only this`. No value of CORS has the like.
  void leave_out_note(Header& header) const {
    for (auto at = header.value.find(' '); at != std::string_view::npos;
         at = header.value.find(' ', at + 1)) {
      bool const points = std::string_view("<#/-=(").find(header.value[at + 1]) != std::string_view::npos ||
                          header.value.substr(at + 1).starts_with("\xE2\x86\x90"); // a left arrow
      if (!points) continue;
      header.value = trim(header.value.substr(0, at), is_http_tab_or_space);
      header.value_span = header.value.empty() ? Span{} : span_of(text_, header.value);
      return;
    }
  }

  /// `access-control-allow-origin *`, a tab between, or a known name alone whose value stands below.
  std::optional<Header> name_alone_or_with_a_space(Line const& line) {
    std::string_view rest = line.text;
    std::string_view name = next_word(rest);
    std::string_view value = trim(rest, is_http_tab_or_space);
    if (value.empty() && summary_of(line.text) != Summary::none) return Header{line.text, {}, line.span, {}};
    for (std::string_view const two :
         {"Request URL", "Request Method", "Status Code", "Remote Address", "Referrer Policy"})
      if (line.text == two) return Header{line.text, {}, line.span, {}};
    // A space that got into the name: `Access-Control- Allow-Origin: *`.
    if (name.ends_with('-') && is_token(name)) {
      auto const colon = line.text.find(':');
      if (colon != std::string_view::npos) {
        std::string joined;
        for (char const byte : line.text.substr(0, colon))
          if (!is_http_tab_or_space(byte)) joined += byte;
        auto const given = trim(line.text.substr(colon + 1), is_http_tab_or_space);
        if (direction_of(joined) != Direction::unknown)
          return Header{transcript_.pasted.store.keep(joined), given,
                        span_of(text_, line.text.substr(0, colon)), span_of(text_, given)};
      }
    }
    auto const direction = direction_of(name);
    // The cells of a table, as copied from a panel or written in Markdown.
    bool const by_bar = value.starts_with('|');
    if (by_bar) value = trim(value.substr(1), is_http_tab_or_space);
    bool const by_column = line.text.substr(name.size()).starts_with("  ");
    bool const by_tab = by_bar || by_column || line.text.find('\t') != std::string_view::npos;
    bool const of_cors = starts_with_ignoring_case(name, "access-control-");
    if (!by_tab && is_prose(value)) return std::nullopt;
    if (direction == Direction::unknown || (!value.empty() && !of_cors && !by_tab)) return std::nullopt;
    if (value.empty() && !of_cors && name.find('-') == std::string_view::npos && !has_summary_)
      return std::nullopt;
    return Header{name, value, span_of(text_, name), value.empty() ? Span{} : span_of(text_, value)};
  }

  /// Whether what stands behind a name goes on as a sentence: words without commas between them.
  static bool is_prose(std::string_view value) {
    std::size_t gaps = 0;
    for (std::size_t i = 1; i < value.size(); ++i)
      gaps += value[i] == ' ' && value[i - 1] != ',' && value[i - 1] != ' ';
    return gaps >= 2 && value.find("://") == std::string_view::npos;
  }

  void take_value_below(Header& header, std::size_t index) {
    std::size_t next = index + 1;
    if (next >= transcript_.lines.size() || transcript_.taken[next]) return;
    auto const value = trim(transcript_.lines[next].text, is_http_tab_or_space);
    if (value.empty() || value.ends_with(':') || value.starts_with("- ") || is_panel_word(value)) return;
    Line const line{value, span_of(text_, value)};
    if (parse_status_line(text_, line) || direction_of(value) != Direction::unknown) return;
    auto const other = parse_header_line(text_, line);
    if (other && !other->value.starts_with("//")) return;
    header.value = value;
    header.value_span = line.span;
    transcript_.taken[next] = true;
  }

  /// Firefox and Postman print values between quotation marks, scripts whole rows.
  void unquote(Header& header) const {
    auto& value = header.value;
    auto const before = header.name_span.start;
    bool const of_code = before > 0 && (text_[before - 1] == '\'' || text_[before - 1] == '"');
    if (of_code && value.ends_with(',')) value.remove_suffix(1);
    if (value.ends_with(',') && value.size() > 2 && value[value.size() - 2] == value.front())
      value.remove_suffix(1);
    bool const quoted =
        value.size() >= 2 && value.front() == value.back() && (value.front() == '"' || value.front() == '\'');
    bool const is_etag = byte_case_insensitive_match(header.name, "etag") ||
                         byte_case_insensitive_match(header.name, "if-none-match");
    if (!quoted || is_etag) return;
    value = value.substr(1, value.size() - 2);
    header.value_span = span_of(text_, value);
  }

  void add(Header const& header, char mark, Line const& line) {
    if (skipping_) return;
    if (!open_ || messages_.empty() || splits(header)) {
      Message message;
      message.span = line.span;
      message.kind = mark == '>' ? Kind::request : mark == '<' ? Kind::response : Kind::headers;
      message.of_preflight = label_preflight_;
      push(std::move(message));
    }
    Message& message = messages_.back();
    if (message.span.empty()) message.span = line.span;
    if (message.has_start_line || !add_elements(header, message)) message.headers.append(header);
    message.span.end = std::max(message.span.end, line.span.end);
  }

  /// `[ '*', 'https://app.example' ],`: the rows of one name as Node prints them. On the wire it is a value.
  bool add_elements(Header const& header, Message& message) const {
    auto list = header.value;
    if (list.ends_with(',')) list.remove_suffix(1);
    if (list.size() < 4 || list.front() != '[' || list.back() != ']' ||
        list.find_first_of("'\"") == std::string_view::npos)
      return false;
    for (std::size_t at = list.find_first_of("'\""); at != std::string_view::npos;
         at = list.find_first_of("'\"", at)) {
      auto const close = list.find(list[at], at + 1);
      if (close == std::string_view::npos) break;
      auto const element = list.substr(at + 1, close - at - 1);
      // The origins that settings list ask for nothing.
      if (!byte_case_insensitive_match(header.name, names::origin))
        message.headers.append({header.name, element, header.name_span, span_of(text_, element)});
      at = close + 1;
    }
    return true;
  }

  /// A block without a start line ends where the names turn from answers to questions or back.
  bool splits(Header const& header) const {
    Message const& message = messages_.back();
    if (message.kind != Kind::headers) return false;
    auto const direction = direction_of(header.name);
    if (direction != Direction::request && direction != Direction::response) return false;
    auto const opposite = direction == Direction::request ? Direction::response : Direction::request;
    std::size_t against = 0;
    for (Header const& row : message.headers) {
      auto const its = direction_of(row.name);
      if (its == direction) return false;
      against += its == opposite;
    }
    return against >= (in_panel_ ? 1U : 2U);
  }

  void fold(Line const& line) {
    auto& headers = messages_.back().headers;
    Header& last = headers[headers.size() - 1];
    // RFC 9112 section 5.2: a folded line goes on with the value before it, behind a space.
    if (last.value.empty() || last.value_span.end > line.span.start) return;
    last.value =
        transcript_.pasted.store.keep(concat({last.value, " ", trim(line.text, is_http_tab_or_space)}));
    last.value_span.end = line.span.end;
    messages_.back().span.end = line.span.end;
  }

  void body(Line const& line) {
    Message& owner = messages_.back();
    auto const start = owner.body.empty() ? line.span.start : span_of(text_, owner.body).start;
    owner.body = text_.substr(start, line.span.end - start);
    owner.span.end = line.span.end;
  }

  /// Prose, settings and code with colons in them are no header block.
  void drop_what_is_none() {
    std::erase_if(messages_, [](Message const& message) {
      if (message.has_start_line || message.status != 0 || !message.target.empty() || !message.method.empty())
        return false;
      bool const is_plain = std::any_of(message.headers.begin(), message.headers.end(),
                                        [](Header const& row) { return is_plain_of_http(row); });
      auto const known = std::count_if(message.headers.begin(), message.headers.end(), [](Header const& row) {
        return direction_of(row.name) != Direction::unknown && !row.value.empty();
      });
      return !is_plain && known < 2;
    });
  }

  /// Headers below a line or a heading that says what is required, or what would do, were not answered.
  void leave_out_what_is_wished_for() {
    for (Message& message : messages_) {
      if (message.status != 0 || message.has_start_line) continue;
      auto const label = label_above(message.span.start);
      bool is_wish = false;
      for (std::string_view const word :
           {"are required", "expect", "should be", "should have", "would work", "must "})
        is_wish |= label.find(word) != std::string::npos;
      for (std::string_view const word : {" but ", "as expected", "unexpected", "actual"})
        is_wish &= label.find(word) == std::string::npos;
      if (is_wish) message.ignored = "what is wished for, not what was answered";
    }
  }

  /// The line above in lower case, where it ends with a colon or is a heading; empty otherwise.
  std::string label_above(std::size_t start) const {
    auto line = std::partition_point(transcript_.lines.begin(), transcript_.lines.end(),
                                     [&](Line const& one) { return one.span.end < start; });
    while (line != transcript_.lines.begin()) {
      auto const text = trim((--line)->text, is_http_tab_or_space);
      if (text.empty() || text.starts_with("```") || text == "-" || text == "*") continue;
      bool const is_label = text.starts_with('#') || text.ends_with("**") || text.ends_with(":");
      return is_label ? byte_lowercase(text) : std::string();
    }
    return {};
  }

  /// A header that nothing but HTTP has, so that it tells of a message by itself.
  static bool is_plain_of_http(Header const& row) {
    if (starts_with_ignoring_case(row.name, "access-control-")) return true;
    if (byte_case_insensitive_match(row.name, "origin"))
      return row.value == "null" || row.value.find("://") != std::string_view::npos;
    if (row.value.empty()) return false;
    for (std::string_view const name : {"set-cookie", "location", "www-authenticate", "vary", "referer",
                                        "user-agent", "cross-origin-resource-policy", ":status"})
      if (byte_case_insensitive_match(row.name, name)) return true;
    return false;
  }

  Transcript& transcript_;
  std::string_view text_;
  std::vector<Message> messages_;
  bool has_marks_ = false;
  bool open_ = false;     ///< the last message still takes headers
  bool is_torn_ = false;  ///< a blank line without curl's mark came last
  bool skipping_ = false; ///< an interim response
  bool in_panel_ = false;
  bool has_summary_ = false;
  bool label_preflight_ = false;
  bool parts_without_headers_allowed_ = false;
  char mark_ = 0;
  std::optional<std::size_t> panel_part_;
  std::size_t panel_start_ = 0;
  std::string_view summary_url_, summary_method_;
  std::string method_upper_;
  std::uint16_t summary_status_ = 0;
  Span summary_status_span_{};
};

bool take(Transcript& transcript) {
  LineReader reader(transcript);
  if (!reader.read()) return false;
  bool const marks = reader.has_marks();
  bool const panel = reader.has_summary();
  std::uint32_t order = 0;
  for (Message& message : reader.take_messages()) {
    order = message.order = std::max(order, message.span.start);
    transcript.messages.push_back(std::move(message));
  }
  if (marks) transcript.format = "curl-verbose";
  if (panel && transcript.format.empty()) transcript.format = "devtools-headers";
  return true;
}

} // namespace

std::optional<Message> parse_request_line(std::string_view text, Line const& line) {
  std::string_view rest = line.text;
  auto const method = next_word(rest);
  auto const target = next_word(rest);
  auto const version = next_word(rest);
  bool const has_version = version.starts_with("HTTP/");
  bool const known =
      is_known_method(method) &&
      (target.starts_with('/') || target.find("://") != std::string_view::npos || target == "*");
  // `OPTIONS /x (Origin: https://app.example, ACRM: PUT)`: people note what counts beside it.
  bool const noted = known && version.starts_with('(');
  if (!is_token(method) || target.empty() || !(has_version || noted || (known && version.empty())))
    return std::nullopt;
  Message message;
  message.kind = Message::Kind::request;
  message.method = method;
  message.target = target;
  message.start_span = line.span;
  message.span = line.span;
  for (auto notes = noted ? line.text.substr(line.text.find('(') + 1) : std::string_view{}; !notes.empty();) {
    auto const comma = std::min(notes.find(", "), notes.size());
    auto const note = trim(notes.substr(0, comma), [](char byte) { return byte == ')' || byte == ' '; });
    notes.remove_prefix(std::min(comma + 2, notes.size()));
    auto header = parse_header_line(text, {note, span_of(text, note)});
    if (!header) continue;
    if (header->name == "ACRM") header->name = names::access_control_request_method;
    if (header->name == "ACRH") header->name = names::access_control_request_headers;
    message.headers.append(*header);
  }
  return message;
}

std::optional<Message> parse_status_line(std::string_view text, Line const& line) {
  if (!line.text.starts_with("HTTP/")) return std::nullopt;
  std::string_view rest = line.text;
  next_word(rest);
  auto const word = next_word(rest);
  auto const status = status_in(word);
  if (!status) return std::nullopt;
  Message message;
  message.kind = Message::Kind::response;
  message.status = status;
  message.status_span = span_of(text, word);
  message.start_span = line.span;
  message.span = line.span;
  return message;
}

std::optional<Header> parse_header_line(std::string_view text, Line const& line) {
  auto const colon = line.text.find(':', line.text.starts_with(':') ? 1 : 0);
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto name = trim(line.text.substr(0, colon), is_http_tab_or_space);
  auto const bare = name.starts_with(':') ? name.substr(1) : name;
  bool const summary = summary_of(name) != Summary::none;
  if ((!is_token(bare) || bare.starts_with('\'')) && !summary) {
    // `"Vary": "Origin",`: quoted as JSON and scripts do.
    bool const quoted =
        bare.size() > 2 && bare.front() == bare.back() && (bare.front() == '"' || bare.front() == '\'');
    if (!quoted || !is_token(bare.substr(1, bare.size() - 2))) return std::nullopt;
    name = bare.substr(1, bare.size() - 2);
    if (direction_of(name) == Direction::unknown) return std::nullopt;
  }
  auto const value = trim(line.text.substr(colon + 1), is_http_tab_or_space);
  return Header{name, value, span_of(text, name), value.empty() ? Span{} : span_of(text, value)};
}

extern Format const http_text;
constinit Format const http_text{"http-text", "HTTP messages or header lines", take};

} // namespace whycors::paste
