#include <algorithm>
#include <array>
#include <optional>

#include "base/url.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

/// A string literal of JavaScript, or a bare word, from the text.
struct Literal {
  std::string_view text;
  Span span;
};

/// Looks around in source code that need not be complete. It finds literals and keys by what stands around
/// them, and never needs the code to parse.
class Source {
 public:
  explicit Source(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }

  std::size_t skip_space(std::size_t at, std::size_t end) const {
    while (at < end && is_http_whitespace(text_[at]))
      ++at;
    return at;
  }

  /// The literal that begins at `at`.
  std::optional<Literal> literal_at(std::size_t at, std::size_t end) const {
    at = skip_space(at, end);
    if (at >= end) return std::nullopt;
    char const mark = text_[at];
    if (mark != '\'' && mark != '"' && mark != '`') return std::nullopt;
    std::size_t close = at + 1;
    while (close < end && text_[close] != mark && text_[close] != '\n')
      close += text_[close] == '\\' ? 2 : 1;
    if (close >= end || text_[close] != mark) return std::nullopt;
    return Literal{text_.substr(at + 1, close - at - 1),
                   {static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(close)}};
  }

  /// Where the parentheses or braces that open at `open` close, or a limit behind which no call reaches.
  std::size_t closing(std::size_t open) const {
    constexpr std::size_t longest_call = 20000;
    std::size_t const limit = std::min(text_.size(), open + longest_call);
    int depth = 0;
    char quoted = 0;
    for (std::size_t i = open; i < limit; ++i) {
      char const byte = text_[i];
      if (quoted) {
        if (byte == '\\')
          ++i;
        else if (byte == quoted || (byte == '\n' && quoted != '`'))
          quoted = 0;
      } else if (byte == '\'' || byte == '"' || byte == '`') {
        quoted = byte;
      } else if (byte == '(' || byte == '{' || byte == '[') {
        ++depth;
      } else if (byte == ')' || byte == '}' || byte == ']') {
        if (--depth == 0) return i;
      }
    }
    return limit;
  }

  /// Where the value of a key begins within a region: `key: value`, `"key": value`, `key = value`.
  std::size_t value_of(std::string_view key, std::size_t from, std::size_t end) const {
    auto const region = text_.substr(0, end);
    for (auto at = region.find(key, from); at != std::string_view::npos; at = region.find(key, at + 1)) {
      bool const begins = at == 0 || !is_word(text_[at - 1]);
      std::size_t behind = at + key.size();
      if (!begins || (behind < end && is_word(text_[behind]))) continue;
      if (behind < end && (text_[behind] == '\'' || text_[behind] == '"')) ++behind;
      behind = skip_space(behind, end);
      if (behind < end && (text_[behind] == ':' || text_[behind] == '=')) return behind + 1;
    }
    return std::string_view::npos;
  }

  static bool is_word(char byte) {
    return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '_' || byte == '$';
  }

 private:
  std::string_view text_;
};

struct Api {
  std::string_view opening; ///< what the call begins with
  std::string_view method;  ///< that its name implies
  Initiator initiator;
};

constexpr auto apis = std::to_array<Api>({
    {"fetch(", "", Initiator::fetch},
    {"axios.get(", "GET", Initiator::xhr},
    {"axios.delete(", "DELETE", Initiator::xhr},
    {"axios.post(", "POST", Initiator::xhr},
    {"axios.put(", "PUT", Initiator::xhr},
    {"axios.patch(", "PATCH", Initiator::xhr},
    {"axios.request(", "", Initiator::xhr},
    {"axios(", "", Initiator::xhr},
    {"$.ajax(", "", Initiator::xhr},
    {"jQuery.ajax(", "", Initiator::xhr},
    {"$.getJSON(", "GET", Initiator::xhr},
    {"$.get(", "GET", Initiator::xhr},
    {"$.post(", "POST", Initiator::xhr},
    {"io(", "", Initiator::xhr},
    {"io.connect(", "", Initiator::xhr},
    {"new EventSource(", "GET", Initiator::eventsource},
    {"navigator.sendBeacon(", "POST", Initiator::beacon},
    {".open(", "", Initiator::xhr},
});

class CallReader {
 public:
  /// `open`: the parenthesis behind what the call begins with.
  CallReader(Transcript& transcript, Api const& api, std::size_t start, std::size_t open)
      : transcript_(transcript), source_(transcript.text), api_(api), start_(start), open_(open) {}

  /// Whether it was a call that says something, and where it ends.
  std::size_t read() {
    std::string_view const text = source_.text();
    std::size_t const open = open_;
    std::size_t const end = source_.closing(open);
    Message message;
    message.kind = Message::Kind::request;
    message.by_code = true;
    message.method = api_.method;
    auto argument = source_.literal_at(open + 1, end);
    if (api_.opening == ".open(") {
      if (!argument) return 0;
      message.method = transcript_.pasted.store.keep(uppercase(argument->text));
      auto const comma = text.find(',', argument->span.end);
      argument = comma == std::string_view::npos ? std::nullopt : source_.literal_at(comma + 1, end);
      if (!argument) return 0;
    }
    if (!argument) argument = literal_of("url", open, end);
    if (argument) {
      message.target = argument->text;
      message.start_span = argument->span;
    }
    if (auto const method = literal_of("method", open, end)) message.method = method->text;
    if (auto const type = literal_of("type", open, end);
        type && message.method.empty() && api_.initiator == Initiator::xhr)
      message.method = type->text;
    bool const uppercases = api_.initiator == Initiator::xhr;
    if (uppercases) message.method = transcript_.pasted.store.keep(uppercase(message.method));
    // Settings of an XMLHttpRequest stand in the lines behind.
    std::size_t const settings_end = api_.opening == ".open(" ? std::min(text.size(), end + 2000) : end;
    read_headers(open, end, message);
    read_set_headers(end, settings_end, message);
    bool const says_something =
        !message.target.empty() || !message.headers.empty() || !message.method.empty();
    if (!says_something) return 0;
    // A method that the code takes from elsewhere is not known.
    auto const elsewhere = source_.value_of("method", open, end);
    if (message.method.empty() && elsewhere == std::string_view::npos) message.method = "GET";
    message.span = {static_cast<std::uint32_t>(start_),
                    static_cast<std::uint32_t>(std::min(end + 1, text.size()))};
    if (message.start_span.empty()) message.start_span = message.span;
    facts(open, settings_end);
    transcript_.take(message.span);
    transcript_.messages.push_back(message);
    return end;
  }

 private:
  static std::string uppercase(std::string_view word) {
    std::string upper(word);
    for (char& byte : upper)
      byte = byte_uppercase(byte);
    return upper;
  }

  std::optional<Literal> literal_of(std::string_view key, std::size_t from, std::size_t end) const {
    auto const at = source_.value_of(key, from, end);
    return at == std::string_view::npos ? std::nullopt : source_.literal_at(at, end);
  }

  void read_headers(std::size_t open, std::size_t end, Message& message) const {
    std::size_t at = source_.value_of("headers", open, end);
    if (at == std::string_view::npos) at = source_.value_of("extraHeaders", open, end); // of Socket.IO
    if (at == std::string_view::npos) return;
    std::string_view const text = source_.text();
    auto const brace = text.find('{', at);
    if (brace == std::string_view::npos || brace > end) return;
    std::size_t const close = std::min(source_.closing(brace), end);
    for (std::size_t i = brace + 1; i < close;) {
      i = source_.skip_space(i, close);
      if (i < close && (text[i] == ',' || text[i] == '.')) {
        ++i;
        continue;
      }
      Literal name;
      if (auto const quoted = source_.literal_at(i, close)) {
        name = *quoted;
        i = quoted->span.end + 1;
      } else {
        std::size_t const from = i;
        while (i < close && (Source::is_word(text[i]) || text[i] == '-'))
          ++i;
        if (i == from) {
          ++i;
          continue;
        }
        name = {text.substr(from, i - from),
                {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(i)}};
      }
      i = source_.skip_space(i, close);
      if (i >= close || text[i] != ':') continue;
      auto const value = source_.literal_at(i + 1, close);
      // A value that the code puts together is not known; that the header is sent is.
      Literal const given = value ? *value : Literal{"\x01", {}};
      if (is_token(name.text)) message.headers.append({name.text, given.text, name.span, given.span});
      i = value ? value->span.end + 1 : next_comma(i, close);
    }
  }

  std::size_t next_comma(std::size_t at, std::size_t end) const {
    int depth = 0;
    std::string_view const text = source_.text();
    for (; at < end; ++at) {
      if (text[at] == '(' || text[at] == '{' || text[at] == '[') ++depth;
      if (text[at] == ')' || text[at] == '}' || text[at] == ']') --depth;
      if (text[at] == ',' && depth <= 0) break;
    }
    return at + 1;
  }

  void read_set_headers(std::size_t from, std::size_t end, Message& message) const {
    std::string_view const call = "setRequestHeader(";
    auto const text = source_.text().substr(0, end);
    for (auto at = text.find(call, from); at != std::string_view::npos; at = text.find(call, at + 1)) {
      auto const name = source_.literal_at(at + call.size(), end);
      if (!name || !is_token(name->text)) continue;
      auto const comma = text.find(',', name->span.end);
      auto const value = comma == std::string_view::npos ? std::nullopt : source_.literal_at(comma + 1, end);
      message.headers.append(
          {name->text, value ? value->text : "\x01", name->span, value ? value->span : Span{}});
    }
  }

  void facts(std::size_t from, std::size_t end) const {
    RequestGiven& request = transcript_.pasted.exchange.request;
    std::string_view const text = source_.text();
    request.initiator = {api_.initiator,
                         Provenance::observed,
                         {static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(open_)},
                         "the call in the code"};
    // "Copy as fetch" writes mode and credentials by guess; `referrer` tells it from code that somebody
    // wrote.
    auto const referrer = literal_of("referrer", from, end);
    bool const is_copied =
        referrer || source_.value_of("referrerPolicy", from, end) != std::string_view::npos;
    if (referrer)
      if (auto const url = Url::parse(referrer->text))
        request.origin = {transcript_.pasted.exchange.store.keep(url->origin()), Provenance::inferred,
                          referrer->span, "the call's referrer"};
    if (auto const mode = literal_of("mode", from, end))
      if (auto const known = from_name<RequestMode>(mode->text);
          known && (!is_copied || *known != RequestMode::cors))
        request.mode = {*known, Provenance::observed, mode->span, "the call's options"};
    if (auto const credentials = literal_of("credentials", from, end))
      if (auto const known = from_name<CredentialsMode>(credentials->text))
        request.credentials = {
            *known, is_copied ? Provenance::inferred : Provenance::observed, credentials->span,
            is_copied ? "DevTools guesses it when it copies a call" : "the call's options"};
    auto const with = source_.value_of("withCredentials", from, end);
    if (with != std::string_view::npos && text.substr(source_.skip_space(with, end), 4) == "true")
      request.credentials = {CredentialsMode::include,
                             Provenance::observed,
                             {static_cast<std::uint32_t>(with), static_cast<std::uint32_t>(with)},
                             "withCredentials = true"};
    auto const body = source_.value_of("body", from, end);
    bool const has_body =
        body != std::string_view::npos && !text.substr(source_.skip_space(body, end)).starts_with("null");
    if (has_body && api_.initiator == Initiator::fetch) request.body = BodyKind::text;
    auto const method = source_.value_of("method", from, end);
    if (has_body && method != std::string_view::npos && !source_.literal_at(method, end))
      request.method = {"POST", Provenance::assumed, span_of(text, text.substr(method, 1)),
                        "the code takes the method from elsewhere, and GET has no body"};
  }

  Transcript& transcript_;
  Source source_;
  Api const& api_;
  std::size_t start_;
  std::size_t open_;
};

/// The parenthesis behind a call's name that ends at `at`, or behind its type as TypeScript has it:
/// `axios.get<Item[]>(`; or npos.
std::size_t opening_behind(std::string_view text, std::size_t at) {
  constexpr std::size_t longest_type = 100;
  if (at >= text.size() || text[at] == '(') return at < text.size() ? at : std::string_view::npos;
  auto const close =
      text[at] == '<' ? text.substr(0, at + longest_type).find(">(", at) : std::string_view::npos;
  return close == std::string_view::npos ? close : close + 1;
}

bool take(Transcript& transcript) {
  std::string_view const text = transcript.text;
  bool any = false;
  constexpr int most_calls = 20;
  constexpr int most_tries = 400;
  int calls = 0;
  int tries = 0;
  for (Api const& api : apis) {
    auto const name = api.opening.substr(0, api.opening.size() - 1);
    for (auto at = text.find(name); at != std::string_view::npos && calls < most_calls && tries < most_tries;
         at = text.find(name, at)) {
      bool const begins = name.front() == '.' || at == 0 || !Source::is_word(text[at - 1]);
      auto const open = begins ? opening_behind(text, at + name.size()) : std::string_view::npos;
      bool const is_call = open != std::string_view::npos;
      std::size_t const end = is_call ? CallReader(transcript, api, at, open).read() : 0;
      any |= end != 0;
      calls += end != 0;
      tries += is_call;
      at = end != 0 ? end : at + name.size();
    }
  }
  return any;
}

} // namespace

extern Format const script_call;
constinit Format const script_call{"source-code", "a call in source code", take};

} // namespace whycors::paste
