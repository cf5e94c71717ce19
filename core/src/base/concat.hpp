#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

/// Sentences of several pieces. A chain of `+` is expanded at each place where it stands, and the core has
/// hundreds of them; these are plain functions.
namespace whycors {

/// One piece: a view, for the length of the call.
class Piece {
 public:
  constexpr Piece(char const* text) : text_(text) {}
  constexpr Piece(std::string_view text) : text_(text) {}
  [[gnu::noinline]] Piece(std::string const& text);

  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// The pieces, one after the other.
std::string concat(std::initializer_list<Piece> pieces);

/// The same at the end of `text`, which none of the pieces may be a view of.
void append(std::string& text, std::initializer_list<Piece> pieces);

} // namespace whycors
