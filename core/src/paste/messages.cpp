#include "messages.hpp"

#include <algorithm>

#include "base/url.hpp"

namespace whycors::paste {

namespace {

bool is_known_method(std::string_view word) {
  for (std::string_view const method :
       {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
    if (word == method) return true;
  return false;
}

std::string_view next_word(std::string_view& rest) {
  while (!rest.empty() && is_http_tab_or_space(rest.front()))
    rest.remove_prefix(1);
  std::size_t length = 0;
  while (length < rest.size() && !is_http_tab_or_space(rest[length]))
    ++length;
  auto const word = rest.substr(0, length);
  rest.remove_prefix(length);
  return word;
}

bool named_any(HeaderList const& headers, std::initializer_list<std::string_view> wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](std::string_view name) { return headers.contains(name); });
}

/// Which way a lone header block went, by the names in it.
bool is_request_block(HeaderList const& headers) {
  bool const asks = named_any(headers, {"host", "user-agent", "referer", "access-control-request-method",
                                        "access-control-request-headers", ":method", ":authority",
                                        "sec-fetch-mode", "accept-encoding", "cookie"});
  bool const answers =
      named_any(headers, {"server", "set-cookie", ":status", names::access_control_allow_origin,
                          "access-control-allow-methods", "access-control-allow-headers",
                          "access-control-allow-credentials", "access-control-expose-headers",
                          "access-control-max-age", names::vary, "date", "etag"});
  return asks && !(answers && !headers.contains("host") && !headers.contains(":method"));
}

/// Whether a lone response block reads like the answer to a preflight.
bool is_preflight_answer(HeaderList const& headers) {
  return named_any(
      headers, {"access-control-allow-methods", "access-control-allow-headers", "access-control-max-age"});
}

bool is_preflight_request(Message const& message) {
  return message.kind == Message::Kind::request && message.method == "OPTIONS" &&
         message.headers.contains(names::access_control_request_method);
}

/// HTTP/2 pseudo headers say what the request line says otherwise.
void read_pseudo_headers(Message& message) {
  for (Header const& row : message.headers) {
    if (row.name == ":method") message.method = row.value;
    if (row.name == ":path") message.target = row.value;
    if (row.name == ":status" && row.value.size() == 3) {
      message.kind = Message::Kind::response;
      message.status_span = row.value_span;
      message.status = 0;
      for (char const digit : row.value)
        message.status = static_cast<std::uint16_t>(message.status * 10 + (digit - '0'));
    }
  }
}

/// Names that browsers add themselves, so that they are no headers of the page's code.
bool is_added_by_browser(std::string_view name) {
  if (name.starts_with(':') || starts_with_ignoring_case(name, "sec-") ||
      starts_with_ignoring_case(name, "proxy-"))
    return true;
  for (std::string_view const own : {"host",
                                     "origin",
                                     "referer",
                                     "user-agent",
                                     "accept-encoding",
                                     "connection",
                                     "content-length",
                                     "cookie",
                                     "dnt",
                                     "te",
                                     "pragma",
                                     "cache-control",
                                     "upgrade-insecure-requests",
                                     "access-control-request-method",
                                     "access-control-request-headers",
                                     "keep-alive",
                                     "transfer-encoding",
                                     "priority",
                                     "if-none-match",
                                     "if-modified-since"})
    if (byte_case_insensitive_match(name, own)) return true;
  return false;
}

class Assembler {
 public:
  Assembler(std::string_view text, Options const& options, Pasted& pasted)
      : text_(text), options_(options), pasted_(pasted), exchange_(pasted.exchange) {}

  void take(Message& message, std::size_t index) {
    std::string_view chosen;
    for (auto const& [block, kind] : options_.blocks)
      if (block == index) chosen = kind;
    if (chosen == "ignored") return note(message, "ignored", "ignored, as chosen");
    if (message.kind == Message::Kind::request) return take_request(message);
    take_answer(message, chosen);
  }

  void finish() {
    RequestGiven& request = exchange_.request;
    // A preflight alone tells what the request would have been.
    if (preflight_request_ && !has_request_) {
      if (Header const* const method =
              preflight_request_->headers.first(names::access_control_request_method))
        request.method = {method->value, Provenance::inferred, method->value_span,
                          "Access-Control-Request-Method of the preflight"};
      if (Header const* const list = preflight_request_->headers.first(names::access_control_request_headers))
        add_requested_headers(*list);
    }
  }

 private:
  void note(Message const& message, std::string kind, std::string words, std::uint32_t hop = 0) {
    pasted_.blocks.push_back({std::move(kind), std::move(words), message.span, hop});
  }

  void add_requested_headers(Header const& list) {
    std::string_view rest = list.value;
    while (!rest.empty()) {
      auto const comma = rest.find(',');
      auto const name = trim(rest.substr(0, comma), is_http_tab_or_space);
      // A value that no safelist lets through, so that the name is asked for as the preflight says it was.
      if (!name.empty() && !exchange_.request.headers.contains(name))
        exchange_.request.headers.append({name, "\x01", span_of(text_, name), {}});
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }

  void read_url(Message const& message) {
    RequestGiven& request = exchange_.request;
    Span const span = message.target.empty() ? message.start_span : span_of(text_, message.target);
    if (message.target.find("://") != std::string_view::npos) {
      request.url = {message.target, Provenance::observed, span, "the request line"};
      return;
    }
    Header const* host = message.headers.first("host");
    if (!host) host = message.headers.first(":authority");
    if (!host) return;
    Header const* const scheme = message.headers.first(":scheme");
    bool const local = host->value.starts_with("localhost") || host->value.starts_with("127.0.0.1");
    std::string const url = (scheme  ? std::string(scheme->value)
                             : local ? "http"
                                     : "https") +
                            "://" + std::string(host->value) +
                            std::string(message.target.starts_with('/') ? message.target : "/");
    request.url = {exchange_.store.keep(url), Provenance::inferred, host->value_span,
                   "the host and the request line"};
  }

  void read_origin(Message const& message) {
    RequestGiven& request = exchange_.request;
    if (Header const* const origin = message.headers.first(names::origin)) {
      request.origin = {origin->value, Provenance::observed, origin->value_span, "the Origin header"};
    } else if (Header const* const referer = message.headers.first("referer");
               referer && request.origin.value.empty()) {
      if (auto const url = Url::parse(referer->value))
        request.origin = {exchange_.store.keep(url->origin()), Provenance::inferred, referer->value_span,
                          "the Referer header"};
    }
  }

  void take_request(Message& message) {
    read_pseudo_headers(message);
    read_origin(message);
    if (is_preflight_request(message)) {
      if (!has_request_) read_url(message);
      preflight_request_ = &message;
      last_request_ = &message;
      return note(message, "preflight-request", "a preflight: OPTIONS with Access-Control-Request-Method");
    }
    last_request_ = &message;
    if (has_request_) return note(message, "redirect", "the request to a redirect's target");
    has_request_ = true;
    read_url(message);
    RequestGiven& request = exchange_.request;
    request.method = {message.method, Provenance::observed,
                      message.method.empty() ? message.span : span_of(text_, message.method),
                      "the request line"};
    for (Header const& row : message.headers)
      if (!is_added_by_browser(row.name)) request.headers.append(row);
    if (Header const* const cookie = message.headers.first("cookie"))
      request.credentials = {CredentialsMode::include, Provenance::inferred, cookie->name_span,
                             "a Cookie header was sent"};
    note(message, "request", "the request");
  }

  void take_answer(Message& message, std::string_view chosen) {
    read_pseudo_headers(message);
    bool const lone = last_request_ == nullptr && message.kind == Message::Kind::headers;
    bool const answers_preflight =
        chosen.empty()
            ? (last_request_
                   ? is_preflight_request(*last_request_) && !exchange_.hops.back().preflight.received()
                   : is_preflight_answer(message.headers) && !exchange_.first().preflight.received())
            : chosen == "preflight";
    bool const next_hop = chosen == "redirect" ||
                          (chosen.empty() && !answers_preflight && exchange_.hops.back().response.received());
    if (next_hop) exchange_.hops.emplace_back();
    Hop& hop = exchange_.hops.back();
    auto const hop_number = static_cast<std::uint32_t>(exchange_.hops.size() - 1);
    Answer& answer = answers_preflight ? hop.preflight : hop.response;
    answer.kind = Answer::Kind::received;
    // A header block without a status line is taken to be a success.
    answer.status = message.status ? message.status : answers_preflight ? 204 : 200;
    answer.headers = std::move(message.headers);
    answer.body = message.body;
    answer.span = message.span;
    answer.status_span = message.status_span;
    std::string words = answers_preflight ? "the response to the preflight" : "the response to the request";
    if (lone && chosen.empty())
      words += answers_preflight ? ", since it lists methods or headers"
                                 : ", since nothing in it is of a preflight";
    if (!message.status) words += "; no status line, taken to be " + std::to_string(answer.status);
    note(message, answers_preflight ? "preflight" : "response", words, hop_number);
  }

  std::string_view text_;
  Options const& options_;
  Pasted& pasted_;
  Exchange& exchange_;
  Message* preflight_request_ = nullptr;
  Message* last_request_ = nullptr;
  bool has_request_ = false;
};

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
  if (!is_token(method) || target.empty() || !(has_version || (known && version.empty())))
    return std::nullopt;
  Message message;
  message.kind = Message::Kind::request;
  message.method = method;
  message.target = target;
  message.start_span = line.span;
  message.span = line.span;
  static_cast<void>(text);
  return message;
}

std::optional<Message> parse_status_line(std::string_view text, Line const& line) {
  if (!line.text.starts_with("HTTP/")) return std::nullopt;
  std::string_view rest = line.text;
  next_word(rest);
  auto const status = next_word(rest);
  bool const is_number = status.size() == 3 && std::all_of(status.begin(), status.end(), is_ascii_digit);
  if (!is_number || status.front() == '0') return std::nullopt;
  Message message;
  message.kind = Message::Kind::response;
  message.status =
      static_cast<std::uint16_t>((status[0] - '0') * 100 + (status[1] - '0') * 10 + (status[2] - '0'));
  message.status_span = span_of(text, status);
  message.start_span = line.span;
  message.span = line.span;
  return message;
}

std::optional<Header> parse_header_line(std::string_view text, Line const& line) {
  auto const colon = line.text.find(':', line.text.starts_with(':') ? 1 : 0);
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto const name = line.text.substr(0, colon);
  auto const bare = name.starts_with(':') ? name.substr(1) : name;
  if (!is_token(trim(bare, is_http_tab_or_space))) return std::nullopt;
  auto const value = trim(line.text.substr(colon + 1), is_http_tab_or_space);
  return Header{name, value, span_of(text, name), span_of(text, value)};
}

std::vector<Message> read_messages(std::string_view text, std::vector<Line> const& lines) {
  std::vector<Message> messages;
  bool open = false; // the last message still takes headers
  for (Line const& line : lines) {
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

void assemble(std::vector<Message>& messages, std::string_view text, Options const& options, Pasted& pasted) {
  for (Message& message : messages)
    if (message.kind == Message::Kind::headers && is_request_block(message.headers))
      message.kind = Message::Kind::request;
  Assembler assembler(text, options, pasted);
  for (std::size_t i = 0; i < messages.size(); ++i)
    assembler.take(messages[i], i);
  assembler.finish();
}

} // namespace whycors::paste
