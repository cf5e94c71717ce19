#include "concat.hpp"

namespace whycors {

Piece::Piece(std::string const& text) : text_(text) {}

void append(std::string& text, std::initializer_list<Piece> pieces) {
  std::size_t size = text.size();
  for (Piece const& piece : pieces)
    size += piece.text().size();
  text.reserve(size);
  for (Piece const& piece : pieces)
    text += piece.text();
}

std::string concat(std::initializer_list<Piece> pieces) {
  std::string text;
  append(text, pieces);
  return text;
}

} // namespace whycors
