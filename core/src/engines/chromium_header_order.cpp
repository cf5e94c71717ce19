#include "chromium_header_order.hpp"

#include <string>

#include "base/bytes.hpp"

namespace whycors::engines {

namespace {

constexpr std::uint64_t seed = 0xbdd89aa982704029;
constexpr std::uint64_t secrets[] = {0x2d358dccaa6c78a5, 0x8bb84b93962eacc9, 0x4b33a62ed433d4a3};

struct Product {
  std::uint64_t low;
  std::uint64_t high;
};

/// All 128 bits of a product, by way of its four partial ones.
constexpr Product multiply(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t lower_half = 0xffffffff;
  std::uint64_t const low = (a & lower_half) * (b & lower_half);
  std::uint64_t const cross = (a >> 32) * (b & lower_half) + (low >> 32);
  std::uint64_t const middle = (a & lower_half) * (b >> 32) + (cross & lower_half);
  return {(middle << 32) | (low & lower_half), (a >> 32) * (b >> 32) + (cross >> 32) + (middle >> 32)};
}

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  auto const product = multiply(a, b);
  return product.low ^ product.high;
}

/// A name in lower case, read as if it were UTF-16 in little-endian order. Offsets are in bytes of that.
class Reader {
 public:
  explicit Reader(std::string_view of) : name(of) {}

  std::size_t size() const { return name.size() * 2; }
  std::uint64_t read(std::size_t offset, std::size_t bytes) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      std::size_t const at = offset + i;
      auto const byte = at % 2 == 0 ? static_cast<unsigned char>(byte_lowercase(name[at / 2])) : 0U;
      value |= static_cast<std::uint64_t>(byte) << (8 * i);
    }
    return value;
  }
  std::uint64_t read64(std::size_t offset) const { return read(offset, 8); }
  std::uint64_t read32(std::size_t offset) const { return read(offset, 4); }

 private:
  std::string_view name;
};

std::uint64_t rapidhash(Reader const& key) {
  std::size_t const size = key.size();
  std::uint64_t state = seed ^ mix(seed ^ secrets[0], secrets[1]) ^ size;
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  if (size > 16) {
    std::size_t at = 0;
    std::size_t left = size;
    if (left > 48) {
      // Three lanes of sixteen bytes each.
      std::uint64_t lanes[] = {state, state, state};
      for (; left >= 48; at += 48, left -= 48)
        for (std::size_t lane = 0; lane < 3; ++lane)
          lanes[lane] =
              mix(key.read64(at + 16 * lane) ^ secrets[lane], key.read64(at + 16 * lane + 8) ^ lanes[lane]);
      state = lanes[0] ^ lanes[1] ^ lanes[2];
    }
    if (left > 16) state = mix(key.read64(at) ^ secrets[2], key.read64(at + 8) ^ state ^ secrets[1]);
    if (left > 32) state = mix(key.read64(at + 16) ^ secrets[2], key.read64(at + 24) ^ state);
    a = key.read64(at + left - 16);
    b = key.read64(at + left - 8);
  } else if (size >= 4) {
    std::size_t const last = size - 4;
    std::size_t const inwards = size >= 8 ? 4 : 0;
    a = (key.read32(0) << 32) | key.read32(last);
    b = (key.read32(inwards) << 32) | key.read32(last - inwards);
  } else if (size > 0) {
    a = key.read(0, 2);
  }
  auto const product = multiply(a ^ secrets[1], b ^ state);
  return mix(product.low ^ secrets[0] ^ size, product.high ^ secrets[1]);
}

} // namespace

std::uint32_t chromium_header_hash(std::string_view name) {
  return static_cast<std::uint32_t>(rapidhash(Reader(name)) & 0xffffff);
}

std::string_view first_in_chromium_order(std::vector<std::string_view> const& names,
                                         std::size_t header_count) {
  // The browser's own headers, of which there were always five, share the table, and it grows when more than
  // half full: measured with 2 to 24 headers.
  constexpr std::size_t own_headers = 5;
  std::size_t capacity = 8;
  while ((header_count + own_headers) * 2 > capacity)
    capacity *= 2;
  std::string_view first;
  std::size_t first_place = capacity;
  for (std::string_view const name : names) {
    std::size_t const place = chromium_header_hash(name) & (capacity - 1);
    if (place >= first_place) continue;
    first = name;
    first_place = place;
  }
  return first;
}

} // namespace whycors::engines
