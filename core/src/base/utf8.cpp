#include "utf8.hpp"

namespace whycors {

namespace {

/// What the first byte of a sequence says: its length, and the range of the second byte, which alone keeps
/// overlong forms, surrogates and code points above U+10FFFF out.
struct Lead {
  std::size_t length;
  unsigned char second_from;
  unsigned char second_to;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  return {0, 0, 0};
}

/// How many bytes at `index` fit the sequence that its first byte opens.
std::size_t fitting_bytes(std::string_view text, std::size_t index, Lead lead) {
  std::size_t fitting = 1;
  while (fitting < lead.length && index + fitting < text.size()) {
    auto const byte = static_cast<unsigned char>(text[index + fitting]);
    unsigned char const from = fitting == 1 ? lead.second_from : 0x80;
    unsigned char const to = fitting == 1 ? lead.second_to : 0xBF;
    if (byte < from || byte > to) break;
    ++fitting;
  }
  return fitting;
}

} // namespace

std::size_t utf8_sequence_length(std::string_view text, std::size_t index) {
  Lead const lead = lead_of(static_cast<unsigned char>(text[index]));
  return lead.length > 0 && fitting_bytes(text, index, lead) == lead.length ? lead.length : 0;
}

std::size_t utf8_maximal_subpart(std::string_view text, std::size_t index) {
  Lead const lead = lead_of(static_cast<unsigned char>(text[index]));
  return lead.length == 0 ? 1 : fitting_bytes(text, index, lead);
}

} // namespace whycors
