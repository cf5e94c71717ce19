#include <cstdint>
#include <string_view>
#include <whycors/whycors.hpp>

// Any bytes: a report that can be written in every form.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  whycors::Options options;
  options.steps = true;
  whycors::Report const report = whycors::diagnose(text, options);
  whycors::to_json(report, text);
  whycors::to_sarif(report, text);
  whycors::to_text(report, text);
  return 0;
}
