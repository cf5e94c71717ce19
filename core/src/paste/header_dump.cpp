#include <algorithm>

#include "header_names.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

/// Headers as programs print them in one line: Go's `map[Vary:[Origin] …]`, Python's `[('vary', 'Origin'),
/// …]` and
/// `{'vary': 'Origin', …}`, Ruby's `{"vary"=>"Origin", …}`, PowerShell's `{[Vary, Origin], …}`. Names are
/// found as the usual ones with a mark of such a list behind them.
struct Found {
  Header header;
  std::size_t end;
};

bool is_name_byte(char byte) {
  return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '-' || byte == '_';
}

/// The value behind a name that ends at `at`.
bool value_behind(std::string_view line, std::size_t at, std::string_view& value, std::size_t& end) {
  auto rest = line.substr(at);
  std::size_t skipped = 0;
  auto const skip = [&](std::string_view marks) {
    while (!rest.empty() && marks.find(rest.front()) != std::string_view::npos) {
      rest.remove_prefix(1);
      ++skipped;
    }
  };
  // Go: Name:[value value]
  if (rest.starts_with(":[")) {
    rest.remove_prefix(2);
    auto const close = rest.find(']');
    if (close == std::string_view::npos) return false;
    value = rest.substr(0, close);
    end = at + 2 + close + 1;
    return true;
  }
  bool const closes_quote = !rest.empty() && (rest.front() == '\'' || rest.front() == '"');
  bool const pair = rest.starts_with(", ");
  if (!closes_quote && !pair) return false;
  skip("'\" ");
  if (!rest.starts_with(',') && !rest.starts_with(':') && !rest.starts_with("=>")) return false;
  skip(",:=> [");
  if (rest.empty()) return false;
  char const mark = rest.front();
  if (mark == '\'' || mark == '"') {
    auto const close = rest.find(mark, 1);
    if (close == std::string_view::npos) return false;
    value = rest.substr(1, close - 1);
    end = at + skipped + close + 1;
    return true;
  }
  if (!pair) return false;
  auto const close = rest.find_first_of("]})");
  if (close == std::string_view::npos) return false;
  value = rest.substr(0, close);
  end = at + skipped + close;
  return true;
}

bool opens_pairs(char byte) { return byte == '[' || byte == '{' || byte == '('; }

bool take(Transcript& transcript) {
  bool any = false;
  for (std::size_t i = 0; i < transcript.lines.size(); ++i) {
    if (transcript.taken[i]) continue;
    std::string_view const line = transcript.lines[i].text.substr(0, 20000);
    if (std::none_of(line.begin(), line.end(), opens_pairs)) continue;
    Message message;
    for (std::size_t at = 0; at < line.size();) {
      if (!is_name_byte(line[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < line.size() && is_name_byte(line[end]))
        ++end;
      auto const name = line.substr(at, end - at);
      std::string_view value;
      std::size_t behind = 0;
      // A list of names alone, as settings have them, is no pairs.
      if (direction_of(name) != Direction::unknown && value_behind(line, end, value, behind) &&
          direction_of(value) == Direction::unknown) {
        message.headers.append(
            {name, value, span_of(transcript.text, name), span_of(transcript.text, value)});
        end = behind;
      }
      at = std::max(end, at + 1);
    }
    // One pair in a line is a line of JSON or code, which is read by others; but who asks is worth knowing,
    // where it is no list of origins that settings allow.
    Header const* const asks = message.headers.first(names::origin);
    bool const is_of_list = asks && line[asks->value_span.start - transcript.lines[i].span.start - 2] == '[';
    if (message.headers.size() < 2 && (!asks || is_of_list)) continue;
    message.span = transcript.lines[i].span;
    transcript.taken[i] = true;
    transcript.messages.push_back(std::move(message));
    any = true;
  }
  return any;
}

} // namespace

extern Format const header_dump;
constinit Format const header_dump{"header-dump", "headers as a program prints them", take};

} // namespace whycors::paste
