#include "json_writer.hpp"

#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace whycors::render {

namespace {

constexpr auto stands_for_itself = detail::byte_table(
    [](unsigned char b) consteval { return b >= 0x20 && b < 0x80 && b != '"' && b != '\\'; });

} // namespace

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  std::size_t done = 0; // everything before it is written
  auto const flush = [&](std::size_t end) {
    out_.append(text.substr(done, end - done));
    done = end;
  };
  for (std::size_t i = 0;;) {
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
