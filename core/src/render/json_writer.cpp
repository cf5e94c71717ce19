#include "json_writer.hpp"

#include <algorithm>
#include <bit>

#include "base/bytes.hpp"
#include "base/bytes16.hpp"
#include "base/utf8.hpp"

namespace whycors::render {

namespace {

constexpr auto stands_for_itself = detail::byte_table(
    [](unsigned char b) consteval { return b >= 0x20 && b < 0x80 && b != '"' && b != '\\'; });

} // namespace

void JsonWriter::grow(std::size_t size) { out_.resize(std::max(2 * out_.size(), size_ + size)); }

void JsonWriter::put(char byte) {
  *room(1) = byte;
  ++size_;
}

void JsonWriter::put(std::string_view text) {
  std::copy(text.begin(), text.end(), room(text.size()));
  size_ += text.size();
}

void JsonWriter::key(std::string_view name) {
  separate();
  char* to = room(name.size() + 3);
  *to++ = '"';
  to = std::copy(name.begin(), name.end(), to);
  *to++ = '"';
  *to++ = ':';
  size_ += name.size() + 3;
  wants_comma_ = false;
}

void JsonWriter::quote(std::string_view text) {
  put('"');
  for (std::size_t i = 0;;) {
    constexpr std::size_t block = 16;
    char* to = room(text.size() - i + block);
    std::size_t const start = i;
    for (; text.size() - i >= block; i += block) {
      auto const bytes = Bytes16::load(text.data() + i);
      bytes.store(to + (i - start));
      auto const others = bytes.below(0x20).with(bytes.equal('"')).with(bytes.equal('\\')).mask();
      if (others == 0) continue;
      i += static_cast<std::size_t>(std::countr_zero(others));
      break;
    }
    while (i < text.size() && stands_for_itself[static_cast<unsigned char>(text[i])]) {
      to[i - start] = text[i];
      ++i;
    }
    size_ += i - start;
    if (i == text.size()) break;
    auto const byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      std::size_t const length = utf8_sequence_length(text, i);
      put(length > 0 ? text.substr(i, length) : "\xEF\xBF\xBD");
      i += length > 0 ? length : utf8_maximal_subpart(text, i);
      continue;
    }
    put('\\');
    switch (byte) {
    case '\n': put('n'); break;
    case '\r': put('r'); break;
    case '\t': put('t'); break;
    case '"':
    case '\\': put(static_cast<char>(byte)); break;
    default: {
      constexpr std::string_view digits = "0123456789abcdef";
      put("u00");
      put(digits[byte >> 4]);
      put(digits[byte & 15]);
    }
    }
    ++i;
  }
  put('"');
}

} // namespace whycors::render
