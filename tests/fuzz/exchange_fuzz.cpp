#include <cstdint>
#include <string_view>
#include <vector>
#include <whycors/whycors.hpp>

// Any bytes as an Exchange: a report line or an error line, and the same verdicts by the fast door.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  whycors::evaluate_line(text);
  std::vector<std::uint32_t> words;
  whycors::evaluate_all(text, words);
  whycors::InputError error;
  whycors::preflight(text, "curl", error);
  return 0;
}
