#include <algorithm>

#include "messages.hpp"

namespace whycors::paste {

namespace {

/// A string between quotation marks, in which a backtick takes the meaning of what follows.
struct Quoted {
  std::string_view text;
  std::size_t end = std::string_view::npos;
};

Quoted quoted_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_http_whitespace(text[at]) || text[at] == '`'))
    ++at;
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return {};
  char const mark = text[at];
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != mark)
    end += text[end] == '`' ? 2 : 1;
  if (end >= text.size()) return {};
  return {text.substr(at + 1, end - at - 1), end + 1};
}

/// DevTools' "Copy as PowerShell", and the like that people write: Invoke-WebRequest and Invoke-RestMethod.
void read_call(Transcript& transcript, std::size_t start) {
  std::string_view const text = transcript.text;
  // The call goes on over lines that end with a backtick, and over braces.
  std::size_t end = start;
  int depth = 0;
  for (; end < text.size(); ++end) {
    if (text[end] == '"' || text[end] == '\'') {
      auto const quoted = quoted_at(text, end);
      if (quoted.end == std::string_view::npos) break;
      end = quoted.end - 1;
      continue;
    }
    depth += (text[end] == '{') - (text[end] == '}');
    if (text[end] == '\n' && depth <= 0) {
      auto const before = trim(text.substr(start, end - start), is_http_whitespace);
      if (!before.ends_with('`')) break;
    }
  }
  auto const call = text.substr(start, end - start);
  auto const option = [&](std::string_view name) {
    auto const at = call.find(name);
    return at == std::string_view::npos ? Quoted{} : quoted_at(text, start + at + name.size());
  };
  Message message;
  message.kind = Message::Kind::request;
  message.by_command = true;
  message.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
  message.target = option("-Uri ").text;
  if (auto const at = call.find("-Uri http"); message.target.empty() && at != std::string_view::npos) {
    auto const rest = call.substr(at + 5);
    message.target = rest.substr(0, rest.find_first_of(" `\r\n"));
  }
  message.method = option("-Method ").text;
  if (message.method.empty()) {
    auto const at = call.find("-Method ");
    if (at != std::string_view::npos) {
      auto const rest = call.substr(at + 8);
      message.method = rest.substr(0, rest.find_first_of(" `\r\n"));
    } else {
      message.method = "GET";
    }
  }
  // It sends methods in upper case, however they are typed.
  std::string upper(message.method);
  for (char& byte : upper)
    byte = byte_uppercase(byte);
  message.method = transcript.pasted.store.keep(upper);
  if (!message.target.empty()) message.start_span = span_of(text, message.target);
  if (auto const type = option("-ContentType "); !type.text.empty())
    message.headers.append({"content-type", type.text, span_of(text, type.text), span_of(text, type.text)});
  if (auto const headers = call.find("-Headers @{"); headers != std::string_view::npos) {
    std::size_t at = start + headers + 11;
    for (;;) {
      while (at < end && (is_http_whitespace(text[at]) || text[at] == ';'))
        ++at;
      // A key without odd marks needs no quotation marks.
      auto name = quoted_at(text, at);
      if (name.end == std::string_view::npos || at >= end || is_ascii_alpha(text[at])) {
        std::size_t close = at;
        while (close < end && is_ascii_alpha(text[close]))
          ++close;
        name = {text.substr(at, close - at), close};
      }
      auto const equals = text.find_first_not_of(" \t", name.end);
      if (name.text.empty() || equals >= end || text[equals] != '=') break;
      auto const value = quoted_at(text, equals + 1);
      if (value.end == std::string_view::npos || value.end > end) break;
      if (is_token(name.text))
        message.headers.append({name.text, value.text, span_of(text, name.text),
                                value.text.empty() ? Span{} : span_of(text, value.text)});
      at = value.end;
    }
  }
  transcript.take(message.span);
  transcript.messages.push_back(message);
}

bool take(Transcript& transcript) {
  bool any = false;
  for (std::string_view const command : {"Invoke-WebRequest ", "Invoke-RestMethod "}) {
    int calls = 0;
    for (auto at = transcript.text.find(command); at != std::string_view::npos && calls < 20;
         at = transcript.text.find(command, at + 1), ++calls) {
      // What it prints when it fails begins with its name, too.
      if (transcript.text.substr(at + command.size()).starts_with(':')) continue;
      read_call(transcript, at);
      any = true;
    }
  }
  return any;
}

} // namespace

extern Format const powershell;
constinit Format const powershell{"powershell", "a PowerShell command", take};

} // namespace whycors::paste
