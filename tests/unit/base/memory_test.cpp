#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <vector>

// The C library's functions on memory: in WebAssembly those of bindings/wasm/memory.c. Every length up to
// some blocks at every place in a block, beside a byte at a time.
namespace {

constexpr std::size_t longest = 100;

/// Calls `check` with every place in a block and every length.
template <class Check>
void everywhere(Check check) {
  for (std::size_t place = 0; place < 16; ++place)
    for (std::size_t size = 0; size <= longest; ++size)
      check(place, size);
}

/// Bytes that differ from their neighbours.
std::string numbered(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i)
    text += static_cast<char>(i * 37 + 1);
  return text;
}

// Addresses as variables, so that no compiler answers in place of the library.
template <class Function>
Function* from_library(Function* function) {
  Function* volatile address = function;
  return address;
}

TEST(Memory, FindsTheFirstByteAndNoneBeyondTheEnd) {
  auto* const find = from_library(static_cast<void const* (*)(void const*, int, std::size_t)>(std::memchr));
  everywhere([&](std::size_t place, std::size_t size) {
    for (std::size_t at : {std::size_t{0}, size / 2, size - 1, size}) {
      if (at > size) continue;
      std::string text(200, '.');
      text[place + at] = text[place + size] = '\xE9'; // one of them may be behind the end
      if (place > 0) text[place - 1] = '\xE9';
      char const* const from = text.data() + place;
      void const* const expected = at < size ? from + at : nullptr;
      ASSERT_EQ(find(from, 0xE9, size), expected) << place << " " << size << " " << at;
    }
  });
}

TEST(Memory, MeasuresATextUpToItsEnd) {
  auto* const length = from_library(std::strlen);
  everywhere([&](std::size_t place, std::size_t size) {
    std::string text(200, '\x80');
    text[place + size] = '\0';
    if (place > 0) text[place - 1] = '\0';
    ASSERT_EQ(length(text.data() + place), size) << place;
  });
}

TEST(Memory, ComparesByTheFirstByteThatDiffers) {
  auto* const compare = from_library(std::memcmp);
  everywhere([&](std::size_t place, std::size_t size) {
    std::string const left = numbered(200);
    std::string right = "###" + left;
    char const* const a = left.data() + place;
    char* const b = right.data() + 3 + place;
    ASSERT_EQ(compare(a, b, size), 0) << place << " " << size;
    for (std::size_t at : {std::size_t{0}, size / 2, size - 1}) {
      if (at >= size) continue;
      std::string const whole = right;
      b[at] = static_cast<char>(b[at] ^ 0x80);
      if (at + 1 < size) b[at + 1] = static_cast<char>(b[at + 1] ^ 0x7F);
      bool const is_less = static_cast<unsigned char>(a[at]) < static_cast<unsigned char>(b[at]);
      ASSERT_EQ(compare(a, b, size) < 0, is_less) << place << " " << size << " " << at;
      ASSERT_NE(compare(a, b, size), 0);
      right = whole;
    }
  });
}

TEST(Memory, CopiesJustWhatIsAsked) {
  auto* const copy = from_library(std::memcpy);
  auto const check = [&](std::size_t place, std::size_t size) {
    std::string const from = numbered(size + 40);
    std::string to(size + 40, '.');
    ASSERT_EQ(copy(to.data() + place, from.data() + 5, size), to.data() + place);
    ASSERT_EQ(to, std::string(place, '.') + from.substr(5, size) + std::string(40 - place, '.'))
        << place << " " << size;
  };
  everywhere(check);
  for (std::size_t size : {511U, 512U, 513U, 5000U})
    check(3, size);
}

TEST(Memory, MovesWhatOverlaps) {
  auto* const move = from_library(std::memmove);
  everywhere([&](std::size_t place, std::size_t size) {
    for (std::size_t to : {place + 1, place + 7, place, std::size_t{0}}) {
      std::string text = numbered(200);
      std::string expected = text;
      std::string const moved = text.substr(place, size);
      expected.replace(to, size, moved);
      move(text.data() + to, text.data() + place, size);
      ASSERT_EQ(text, expected) << place << " " << size << " to " << to;
    }
  });
}

TEST(Memory, FillsJustWhatIsAsked) {
  auto* const fill = from_library(std::memset);
  everywhere([&](std::size_t place, std::size_t size) {
    std::string text(200, '.');
    fill(text.data() + place, 0x1E9, size);
    ASSERT_EQ(text,
              std::string(place, '.') + std::string(size, '\xE9') + std::string(200 - place - size, '.'));
  });
}

} // namespace
