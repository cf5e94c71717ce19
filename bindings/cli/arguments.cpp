#include "arguments.hpp"

#include <algorithm>

namespace whycors::cli {

namespace {

void append_escaped(std::string& json, char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto const b = static_cast<unsigned char>(byte);
  (json += "\\u00") += {digits[b >> 4U], digits[b & 15U]};
}

void append_ascii(std::string& json, char byte) {
  if (static_cast<unsigned char>(byte) < 0x20)
    append_escaped(json, byte);
  else if (byte == '"' || byte == '\\')
    (json += '\\') += byte;
  else
    json += byte;
}

} // namespace

Result usage_error(std::string message) { return {{}, "whycors: " + std::move(message) + "\n", 2}; }

Arguments::Arguments(std::vector<std::string> const& words, std::vector<std::string_view> flags,
                     std::vector<std::string_view> with_value) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string const& word = words[i];
    bool const is_option = word.size() > 1 && word.starts_with('-');
    if (!is_option) {
      positional.push_back(word);
      continue;
    }
    if (std::find(flags.begin(), flags.end(), word) != flags.end()) {
      options_.emplace_back(word, "");
      continue;
    }
    auto const equals = std::min(word.find('='), word.size());
    auto const name = word.substr(0, equals);
    if (std::find(with_value.begin(), with_value.end(), name) == with_value.end()) {
      bool const is_flag = std::find(flags.begin(), flags.end(), name) != flags.end();
      error = is_flag ? name + " takes no value" : "there is no option " + name;
      return;
    }
    if (equals == word.size() && i + 1 == words.size()) {
      error = name + " wants a value";
      return;
    }
    options_.emplace_back(name, equals == word.size() ? words[++i] : word.substr(equals + 1));
  }
}

std::optional<std::string> Arguments::value(std::string_view name) const {
  auto const* const found = find(name);
  return found ? std::optional(*found) : std::nullopt;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  std::vector<std::string> all;
  for (auto const& [option, value] : options_)
    if (option == name) all.push_back(value);
  return all;
}

std::string const* Arguments::find(std::string_view name) const {
  for (auto const& [option, value] : options_)
    if (option == name) return &value;
  return nullptr;
}

std::optional<std::pair<std::string, std::string>> split_header(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto const value = text.find_first_not_of(' ', colon + 1);
  return std::pair{std::string(text.substr(0, colon)),
                   std::string(value == std::string_view::npos ? std::string_view() : text.substr(value))};
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (char const byte : text)
    append_ascii(json, byte);
  return json + "\"";
}

std::string quoted_bytes(std::string_view bytes) {
  std::string json = "\"";
  for (char const byte : bytes)
    static_cast<unsigned char>(byte) < 0x80 ? append_ascii(json, byte) : append_escaped(json, byte);
  return json + "\"";
}

} // namespace whycors::cli
