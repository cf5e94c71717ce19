#include <algorithm>

#include "messages.hpp"

namespace whycors::paste {

namespace {

std::uint16_t status_at(std::string_view text) {
  bool const is_status = text.size() >= 3 && text[0] >= '1' && text[0] <= '5' && is_ascii_digit(text[1]) &&
                         is_ascii_digit(text[2]) && (text.size() == 3 || !is_ascii_digit(text[3]));
  return is_status
             ? static_cast<std::uint16_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'))
             : 0;
}

/// A preflight in a log, and how it was answered: `"OPTIONS /path HTTP/1.1" 405` as nginx, Apache and uvicorn
/// write it,
/// `[GIN] … | 404 | … OPTIONS "/path"`, `OPTIONS /path 404 3.2 ms` as morgan does, `OPTIONS https://host/ 404
/// (Not Found)` as a console does. Other methods tell too little: a log does not say which headers went out.
struct Entry {
  std::string_view target;
  std::string_view status;
};

/// A line of JSON: `"RequestMethod":"OPTIONS"` and a status under a key that ends with that word.
bool read_json_entry(std::string_view line, Entry& entry) {
  if (line.find("\"OPTIONS\"") == std::string_view::npos) return false;
  for (auto at = line.find("tatus"); at != std::string_view::npos; at = line.find("tatus", at + 1)) {
    auto const value = line.find(':', at);
    if (value == std::string_view::npos || value - at > 16) continue;
    auto const rest = trim(line.substr(value + 1), [](char byte) { return byte == ' ' || byte == '"'; });
    if (status_at(rest.substr(0, std::min<std::size_t>(rest.size(), 4))) == 0) continue;
    entry.status = rest.substr(0, 3);
    entry.target = "/";
    for (std::string_view const key : {"ath\":\"", "ri\":\"", "rl\":\""})
      if (auto const path = line.find(key); path != std::string_view::npos) {
        auto const from = line.substr(path + key.size());
        entry.target = from.substr(0, from.find('"'));
        break;
      }
    return true;
  }
  return false;
}

bool read_entry(std::string_view line, Entry& entry) {
  auto const at = line.find("OPTIONS ");
  if (at == std::string_view::npos) return false;
  bool const begins = at == 0 || line[at - 1] == '"' || line[at - 1] == ' ' || line[at - 1] == '\'';
  if (!begins) return false;
  auto rest = line.substr(at + 8);
  rest = trim(rest, [](char byte) { return is_http_tab_or_space(byte) || byte == '"'; });
  auto const target = rest.substr(0, rest.find_first_of(" \""));
  if (!target.starts_with('/') && target.find("://") == std::string_view::npos) return false;
  entry.target = target;
  auto behind = rest.substr(target.size());
  if (auto const version = behind.find("HTTP/"); version != std::string_view::npos) {
    behind.remove_prefix(version);
    behind.remove_prefix(std::min(behind.find_first_of("\" "), behind.size()));
    // A start line of HTTP itself has nothing behind its version.
    if (trim(behind, is_http_tab_or_space).empty()) return false;
  }
  behind = trim(behind, [](char byte) {
    return is_http_tab_or_space(byte) || byte == '"' || byte == ':' || byte == '-';
  });
  if (status_at(behind.substr(0, std::min<std::size_t>(behind.size(), 4))) != 0) {
    entry.status = behind.substr(0, 3);
    return true;
  }
  auto const gin = line.find("| ");
  if (gin == std::string_view::npos || gin > at) return false;
  auto const before = line.substr(gin + 2);
  if (status_at(before.substr(0, 4)) == 0) return false;
  entry.status = before.substr(0, 3);
  return true;
}

bool take(Transcript& transcript) {
  bool any = false;
  for (std::size_t i = 0; i < transcript.lines.size(); ++i) {
    if (transcript.taken[i]) continue;
    Line const& line = transcript.lines[i];
    Entry entry;
    auto const text = line.text.substr(0, 2000);
    if (!read_entry(text, entry) && !read_json_entry(text, entry)) continue;
    transcript.taken[i] = true;
    auto const status = status_at(entry.status);
    if (status < 300 || any) continue;
    Message request;
    request.kind = Message::Kind::request;
    request.method = "OPTIONS";
    request.target = entry.target;
    request.of_preflight = true;
    request.span = line.span;
    if (entry.target.data() != nullptr && entry.target != "/")
      request.start_span = span_of(transcript.text, entry.target);
    Message response;
    response.kind = Message::Kind::response;
    response.of_preflight = true;
    response.status = status;
    response.span = line.span;
    response.status_span = span_of(transcript.text, entry.status);
    transcript.messages.push_back(request);
    transcript.messages.push_back(response);
    any = true;
  }
  return any;
}

} // namespace

extern Format const server_log;
constinit Format const server_log{"server-log", "lines of a server's log", take};

} // namespace whycors::paste
