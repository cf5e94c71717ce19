#include "calls.hpp"

#include "base/bytes.hpp"
#include "exchange_json.hpp"

namespace whycors::paste {

namespace {

/// The outermost objects of a text that has nothing beside them; empty where it has.
std::vector<std::string_view> objects_of(std::string_view text) {
  std::vector<std::string_view> objects;
  std::size_t depth = 0;
  std::size_t start = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const byte = text[i];
    if (in_string) {
      if (byte == '\\')
        ++i;
      else if (byte == '"')
        in_string = false;
    } else if (depth > 0 && byte == '"') {
      in_string = true;
    } else if (byte == '{') {
      if (depth++ == 0) start = i;
    } else if (byte == '}') {
      if (depth == 0) return {};
      if (--depth == 0) objects.push_back(text.substr(start, i + 1 - start));
    } else if (depth == 0 && !is_http_whitespace(byte) && byte != '[' && byte != ']' && byte != ',') {
      return {};
    }
  }
  return depth == 0 ? objects : std::vector<std::string_view>{};
}

bool begins_a_call(std::string_view line) {
  line = trim(line, is_http_whitespace);
  for (std::string_view const prompt : {"$ ", "await "})
    if (line.starts_with(prompt)) line.remove_prefix(prompt.size());
  return line.starts_with("fetch(") || line.starts_with("curl ");
}

bool is_rule(std::string_view line) {
  line = trim(line, is_http_whitespace);
  return line.size() >= 3 && line.find_first_not_of('-') == std::string_view::npos;
}

/// The parts that begin with a line of which `begins` holds; what stands before the first belongs to it.
std::vector<std::string_view> parts_of(std::string_view text, bool (*begins)(std::string_view)) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  bool is_first = true;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    if (begins(text.substr(at, end - at))) {
      if (!is_first) {
        parts.push_back(text.substr(start, at - start));
        start = at;
      }
      is_first = false;
    }
    at = end + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

} // namespace

std::vector<std::string_view> split_calls(std::string_view text) {
  if (auto const objects = objects_of(text); objects.size() > 1) {
    bool are_exchanges = true;
    for (std::string_view const object : objects)
      are_exchanges = are_exchanges && looks_like_exchange_json(object);
    if (are_exchanges) return objects;
  }
  // A rule ends a part, so the first one does not open the text.
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    if (is_rule(text.substr(at, end - at))) {
      parts.push_back(text.substr(start, at - start));
      start = std::min(end + 1, text.size());
    }
    at = end + 1;
  }
  parts.push_back(text.substr(start));
  std::erase_if(parts, [](std::string_view part) { return trim(part, is_http_whitespace).empty(); });
  if (parts.size() > 1) return parts;
  return parts_of(text, begins_a_call);
}

} // namespace whycors::paste
