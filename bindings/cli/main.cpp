#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <whycors/whycors.hpp>

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

/// An Exchange a line in, a Report a line out: constant memory, order kept, a bad line answered by an error
/// line.
int batch() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::cout << whycors::evaluate_line(line) << '\n';
  }
  std::cout.flush();
  return std::cout.good() ? 0 : 2;
}

} // namespace

int main(int count, char** values) {
  std::vector<std::string> const arguments(values + 1, values + count);
  if (arguments.size() == 1 && arguments.front() == "batch") return batch();
  auto const result = whycors::cli::run(arguments, read_file);
  std::cout << result.out << std::flush;
  std::cerr << result.err;
  return result.exit;
}
