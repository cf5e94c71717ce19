#include "json_writer.hpp"

#include <cstring>

#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace whycors::render {

namespace {

constexpr auto stands_for_itself = detail::byte_table(
    [](unsigned char b) consteval { return b >= 0x20 && b < 0x80 && b != '"' && b != '\\'; });

/// Whether each of eight bytes stands for itself.
bool all_stand_for_themselves(char const* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = ones << 7U;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight, sizeof bytes);
  // A byte below `bound`, or else some byte before it, sets its top bit; so does one from 0x80 on.
  auto const below = [](std::uint64_t of, std::uint64_t bound) { return of - ones * bound; };
  std::uint64_t const odd =
      below(bytes, 0x20) | below(bytes ^ (ones * '"'), 1) | below(bytes ^ (ones * '\\'), 1) | bytes;
  return (odd & tops) == 0;
}

} // namespace

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  std::size_t done = 0; // everything before it is written
  auto const flush = [&](std::size_t end) {
    out_.append(text.substr(done, end - done));
    done = end;
  };
  for (std::size_t i = 0;;) {
    while (i + 8 <= text.size() && all_stand_for_themselves(text.data() + i))
      i += 8;
    while (i < text.size() && stands_for_itself[static_cast<unsigned char>(text[i])])
      ++i;
    if (i == text.size()) break;
    auto const byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      std::size_t const length = utf8_sequence_length(text, i);
      if (length == 0) {
        flush(i);
        out_ += "\xEF\xBF\xBD";
        i += utf8_maximal_subpart(text, i);
        done = i;
      } else {
        i += length;
      }
      continue;
    }
    flush(i);
    out_ += '\\';
    switch (byte) {
    case '\n': out_ += 'n'; break;
    case '\r': out_ += 'r'; break;
    case '\t': out_ += 't'; break;
    case '"':
    case '\\': out_ += static_cast<char>(byte); break;
    default: {
      constexpr std::string_view digits = "0123456789abcdef";
      out_ += "u00";
      out_ += digits[byte >> 4];
      out_ += digits[byte & 15];
    }
    }
    done = ++i;
  }
  flush(text.size());
  out_ += '"';
}

} // namespace whycors::render
