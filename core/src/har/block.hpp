#pragma once

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/// 64 bytes of JSON at once, as bit masks: bit i is byte i.
namespace whycors::har {

#if defined(__wasm_simd128__)
struct Bytes16 {
  v128_t bytes;
  static Bytes16 load(char const* from) { return {wasm_v128_load(from)}; }
  Bytes16 equal(char byte) const { return {wasm_i8x16_eq(bytes, wasm_i8x16_splat(byte))}; }
  Bytes16 with(Bytes16 other) const { return {wasm_v128_or(bytes, other.bytes)}; }
  Bytes16 without(Bytes16 other) const { return {wasm_v128_andnot(bytes, other.bytes)}; }
  bool any() const { return wasm_v128_any_true(bytes); }
  std::uint64_t mask() const { return static_cast<std::uint32_t>(wasm_i8x16_bitmask(bytes)); }
};
#elif defined(__SSE2__)
struct Bytes16 {
  __m128i bytes;
  static Bytes16 load(char const* from) { return {_mm_loadu_si128(reinterpret_cast<__m128i const*>(from))}; }
  Bytes16 equal(char byte) const { return {_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte))}; }
  Bytes16 with(Bytes16 other) const { return {_mm_or_si128(bytes, other.bytes)}; }
  Bytes16 without(Bytes16 other) const { return {_mm_andnot_si128(other.bytes, bytes)}; }
  bool any() const { return _mm_movemask_epi8(bytes) != 0; }
  std::uint64_t mask() const { return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes)); }
};
#else
/// A byte at a time, for machines without either.
struct Bytes16 {
  unsigned char bytes[16];
  static Bytes16 load(char const* from) {
    Bytes16 block;
    std::memcpy(block.bytes, from, 16);
    return block;
  }
  template <class Change>
  Bytes16 each(Change change) const {
    Bytes16 changed;
    for (int i = 0; i < 16; ++i)
      changed.bytes[i] = static_cast<unsigned char>(change(i));
    return changed;
  }
  Bytes16 equal(char byte) const {
    return each([&](int i) { return bytes[i] == static_cast<unsigned char>(byte) ? 0xFF : 0; });
  }
  Bytes16 with(Bytes16 other) const {
    return each([&](int i) { return bytes[i] | other.bytes[i]; });
  }
  Bytes16 without(Bytes16 other) const {
    return each([&](int i) { return bytes[i] & ~other.bytes[i]; });
  }
  bool any() const { return mask() != 0; }
  std::uint64_t mask() const {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 16; ++i)
      bits |= static_cast<std::uint64_t>(bytes[i] >> 7U) << i;
    return bits;
  }
};
#endif

/// What JSON calls white space.
inline Bytes16 space(Bytes16 bytes) {
  return bytes.equal(' ').with(bytes.equal('\n')).with(bytes.equal('\r').with(bytes.equal('\t')));
}

class Block {
 public:
  explicit Block(char const* from)
      : parts_{Bytes16::load(from), Bytes16::load(from + 16), Bytes16::load(from + 32),
               Bytes16::load(from + 48)} {}

  std::uint64_t equal(char byte) const {
    return mask([byte](Bytes16 part) { return part.equal(byte); });
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
  if (!marks[0].with(marks[1]).with(marks[2].with(marks[3])).any()) return false;
  auto const open = [&](int part) {
    Bytes16 const before = Bytes16::load(from + 16 * part - 1).equal('\\');
    Bytes16 const twice = Bytes16::load(from + 16 * part - 2).equal('\\');
    return marks[part].without(before.without(twice));
  };
  return open(0).with(open(1)).with(open(2).with(open(3))).any();
}

/// The bytes that a backslash escapes. `carry` is 1 where the byte before the block escapes its first one.
/// A run of backslashes escapes what follows it when it is of odd length: adding a run that starts at an odd
/// place to itself carries out of it at the other parity.
inline std::uint64_t escaped_by(std::uint64_t backslashes, std::uint64_t carry) {
  if (backslashes == 0) return carry;
  constexpr std::uint64_t even_places = 0x5555555555555555;
  backslashes &= ~carry;
  std::uint64_t const follows = backslashes << 1U | carry;
  std::uint64_t const odd_starts = backslashes & ~even_places & ~follows;
  std::uint64_t const ends = odd_starts + backslashes;
  return (even_places ^ (ends << 1U)) & follows;
}

} // namespace whycors::har
