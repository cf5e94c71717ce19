#include "json_writer.hpp"

#include "base/utf8.hpp"

namespace whycors::render {

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  std::size_t done = 0; // everything before it is written
  auto const flush = [&](std::size_t end) {
    out_.append(text.substr(done, end - done));
    done = end;
  };
  for (std::size_t i = 0; i < text.size();) {
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
    if (byte >= 0x20 && byte != '"' && byte != '\\') {
      ++i;
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
