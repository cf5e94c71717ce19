#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "base/bytes16.hpp"

/// 64 bytes of JSON at once, as bit masks: bit i is byte i.
namespace whycors::har {

class Block {
 public:
  static constexpr std::size_t size = 64;

  explicit Block(char const* from)
      : parts_{Bytes16::load(from), Bytes16::load(from + 16), Bytes16::load(from + 32),
               Bytes16::load(from + 48)} {}

  /// Of fewer bytes, with spaces behind them.
  static Block part(char const* from, std::size_t count) {
    char bytes[size];
    std::memset(bytes, ' ', size);
    std::memcpy(bytes, from, count);
    return Block(bytes);
  }

  std::uint64_t equal(char byte) const {
    return mask([byte](Bytes16 part) { return part.equal(byte); });
  }
  /// Braces, brackets, colons and commas.
  std::uint64_t structure() const {
    return mask([](Bytes16 part) {
      Bytes16 const folded = part.with(Bytes16::all(0x20)); // brackets become braces
      return folded.equal('{').with(folded.equal('}')).with(part.equal(':').with(part.equal(',')));
    });
  }
  /// What JSON calls white space.
  std::uint64_t space() const {
    return mask([](Bytes16 part) {
      return part.equal(' ').with(part.equal('\n')).with(part.equal('\r').with(part.equal('\t')));
    });
  }

 private:
  template <class Test>
  std::uint64_t mask(Test test) const {
    return test(parts_[0]).mask() | test(parts_[1]).mask() << 16U | test(parts_[2]).mask() << 32U |
           test(parts_[3]).mask() << 48U;
  }

  Bytes16 parts_[4];
};

/// Whether a quote among the 64 bytes may end a string: one without a backslash before it, or with two. Reads
/// the two bytes before them as well.
inline bool may_end_string(char const* from) {
  auto const quotes = [from](int part) { return Bytes16::load(from + 16 * part).equal('"'); };
  Bytes16 const marks[] = {quotes(0), quotes(1), quotes(2), quotes(3)};
  if (marks[0].with(marks[1]).with(marks[2].with(marks[3])).mask() == 0) return false;
  auto const open = [&](int part) {
    Bytes16 const before = Bytes16::load(from + 16 * part - 1).equal('\\');
    Bytes16 const twice = Bytes16::load(from + 16 * part - 2).equal('\\');
    return marks[part].without(before.without(twice));
  };
  return open(0).with(open(1)).with(open(2).with(open(3))).mask() != 0;
}

/// The backslashes that escape the byte behind them, where `carry` is 1 if the first byte is itself escaped:
/// of each run the first, the third and so on. Taking the starts of runs from a pattern of odd places borrows
/// through each run, which leaves every other place of it: https://github.com/simdjson/simdjson.
inline std::uint64_t escaping(std::uint64_t backslashes, std::uint64_t carry) {
  constexpr std::uint64_t odd_places = 0xAAAAAAAAAAAAAAAA;
  std::uint64_t const able = backslashes & ~carry;
  return (((able << 1U | odd_places) - able) ^ odd_places) & backslashes;
}

/// The bits from each odd mark to before the next one.
inline std::uint64_t between(std::uint64_t marks) {
  for (unsigned step = 1; step < 64; step *= 2)
    marks ^= marks << step;
  return marks;
}

} // namespace whycors::har
