#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/// 16 bytes at once, each against a byte: what holds for a byte is all ones in its place, the rest zeros.
namespace whycors {

#if defined(__wasm_simd128__)
struct Bytes16 {
  v128_t bytes;
  static Bytes16 load(char const* from) { return {wasm_v128_load(from)}; }
  void store(char* to) const { wasm_v128_store(to, bytes); }
  static Bytes16 all(char byte) { return {wasm_i8x16_splat(byte)}; }
  Bytes16 equal(char byte) const { return {wasm_i8x16_eq(bytes, all(byte).bytes)}; }
  /// As signed numbers: what is not ASCII is below all that is.
  Bytes16 below(char byte) const { return {wasm_i8x16_lt(bytes, all(byte).bytes)}; }
  Bytes16 with(Bytes16 other) const { return {wasm_v128_or(bytes, other.bytes)}; }
  /// Of bytes that are all ones or zeros. Compared, since clang 14 makes three instructions of `andnot`.
  Bytes16 without(Bytes16 other) const { return {wasm_i8x16_gt(other.bytes, bytes)}; }
  /// Bit i is byte i.
  std::uint64_t mask() const { return static_cast<std::uint32_t>(wasm_i8x16_bitmask(bytes)); }
};
#elif defined(__SSE2__)
struct Bytes16 {
  __m128i bytes;
  static Bytes16 load(char const* from) { return {_mm_loadu_si128(reinterpret_cast<__m128i const*>(from))}; }
  void store(char* to) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes); }
  static Bytes16 all(char byte) { return {_mm_set1_epi8(byte)}; }
  Bytes16 equal(char byte) const { return {_mm_cmpeq_epi8(bytes, all(byte).bytes)}; }
  Bytes16 below(char byte) const { return {_mm_cmplt_epi8(bytes, all(byte).bytes)}; }
  Bytes16 with(Bytes16 other) const { return {_mm_or_si128(bytes, other.bytes)}; }
  Bytes16 without(Bytes16 other) const { return {_mm_andnot_si128(other.bytes, bytes)}; }
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
  void store(char* to) const { std::memcpy(to, bytes, 16); }
  static Bytes16 all(char byte) {
    Bytes16 block;
    std::memset(block.bytes, byte, 16);
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
  Bytes16 below(char byte) const {
    return each([&](int i) {
      return static_cast<signed char>(bytes[i]) < static_cast<signed char>(byte) ? 0xFF : 0;
    });
  }
  Bytes16 with(Bytes16 other) const {
    return each([&](int i) { return bytes[i] | other.bytes[i]; });
  }
  Bytes16 without(Bytes16 other) const {
    return each([&](int i) { return bytes[i] & ~other.bytes[i]; });
  }
  std::uint64_t mask() const {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 16; ++i)
      bits |= static_cast<std::uint64_t>(bytes[i] >> 7U) << i;
    return bits;
  }
};
#endif

/// The first byte from `at` on where `stops` of its block is all ones; or where less than a block is left.
template <class Stops>
char const* find_by_blocks(char const* at, char const* end, Stops stops) {
  for (; end - at >= 16; at += 16)
    if (auto const found = stops(Bytes16::load(at)).mask()) return at + std::countr_zero(found);
  return at;
}

} // namespace whycors
