#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "../unit/har/har_oracle.hpp"
#include "har/scanner.hpp"

// Any bytes as a recording: fed in one piece, in small parts and split at every byte, it gives the same
// entries and the same damage; and what nlohmann_json takes for JSON has the entries that it finds.
namespace {

using whycors::testing::EntryText;
using whycors::testing::Texts;

struct Scanned {
  std::vector<std::string> entries;
  std::string damage;
  friend bool operator==(Scanned const&, Scanned const&) = default;
};

Scanned scan(std::string_view text, std::size_t first, std::size_t part) {
  EntryText sink(Texts::arbitrary);
  whycors::har::Scanner scanner(sink);
  whycors::HarOutline outline;
  // By outlines as the command line does it, and without as the module does.
  auto const feed = [&](std::string_view bytes) {
    outline.draw(bytes);
    scanner.feed(bytes, part % 2 == 0 ? &outline : nullptr);
  };
  feed(text.substr(0, first));
  for (text.remove_prefix(first); !text.empty(); text.remove_prefix(std::min(part, text.size())))
    feed(text.substr(0, part));
  scanner.finish();
  return {sink.entries, scanner.damage() ? describe(*scanner.damage()) : std::string{}};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  Scanned const whole = scan(text, size, size);
  for (std::size_t const part : {1, 7, 64})
    if (scan(text, 0, part) != whole) std::abort();
  for (std::size_t at = 0; at <= size && size <= 1024; ++at)
    if (scan(text, at, size) != whole) std::abort();
  auto const expected = whycors::testing::entries_by_oracle(text, Texts::arbitrary);
  bool const is_within_limits = whole.damage.find("1024") == std::string::npos;
  if (expected && is_within_limits && (!whole.damage.empty() || *expected != whole.entries)) std::abort();
  return 0;
}
