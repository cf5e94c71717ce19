#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <vector>

#include "batch.hpp"
#include "run.hpp"

namespace {

bool read_file(std::string const& name, std::string& content) {
  if (name == "-") {
    content.assign(std::istreambuf_iterator<char>(std::cin), {});
    return !std::cin.bad();
  }
  std::ifstream file(name, std::ios::binary);
  if (!file) return false;
  content.assign(std::istreambuf_iterator<char>(file), {});
  return !file.bad();
}

} // namespace

int main(int count, char** values) {
  std::vector<std::string> const arguments(values + 1, values + count);
  if (!arguments.empty() && arguments.front() == "batch") {
    std::string error;
    auto const options = whycors::cli::read_batch_options({arguments.begin() + 1, arguments.end()}, error);
    if (!options) {
      std::cerr << "whycors: " << error << '\n';
      return 2;
    }
    std::ios::sync_with_stdio(false);
    return whycors::cli::batch(std::cin, std::cout, *options) ? 0 : 2;
  }
  auto const result = whycors::cli::run(arguments, read_file);
  std::cout << result.out << std::flush;
  std::cerr << result.err;
  return result.exit;
}
