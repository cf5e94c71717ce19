#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

// Feeds every file below the folders to the target, and every file cut off at some forty places; each from a
// block of exactly its size, so that a sanitizer sees a read beyond it.
int main(int count, char** folders) {
  std::size_t inputs = 0;
  for (int i = 1; i < count; ++i)
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folders[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::string const content{std::istreambuf_iterator<char>(file), {}};
      std::size_t const step = content.size() / 40 + 1;
      for (std::size_t length = content.size();; length = length > step ? length - step : 0) {
        std::unique_ptr<std::uint8_t[]> const block(new std::uint8_t[length]);
        std::copy_n(content.begin(), length, block.get());
        LLVMFuzzerTestOneInput(block.get(), length);
        ++inputs;
        if (length == 0) break;
      }
    }
  std::printf("%zu inputs replayed\n", inputs);
  return inputs > 0 ? 0 : 1;
}
