#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <vector>
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

/// Words instead of Reports: for each line the verdict of each engine, in the order of `whycors engines`.
int batch_verdicts() {
  std::ios::sync_with_stdio(false);
  constexpr std::size_t chunk = 1U << 20U;
  constexpr std::string_view names[] = {"allowed", "blocked", "opaque", "undetermined"};
  std::string text;
  std::string out;
  std::vector<std::uint32_t> words;
  // Whole lines of about a chunk at a time: constant memory.
  for (std::string line; std::cin;) {
    text.clear();
    while (text.size() < chunk && std::getline(std::cin, line)) {
      text += line;
      text += '\n';
    }
    words.clear();
    whycors::evaluate_all(text, words);
    out.clear();
    for (std::size_t i = 0; i < words.size(); ++i) {
      out += words[i] == 0xFFFFFFFFU ? std::string_view("error") : names[words[i] & 3U];
      out += i % 4 == 3 ? '\n' : ' ';
    }
    std::cout << out;
  }
  std::cout.flush();
  return std::cout.good() ? 0 : 2;
}

} // namespace

int main(int count, char** values) {
  std::vector<std::string> const arguments(values + 1, values + count);
  if (arguments.size() == 1 && arguments.front() == "batch") return batch();
  if (arguments.size() == 2 && arguments[0] == "batch" && arguments[1] == "--verdicts")
    return batch_verdicts();
  auto const result = whycors::cli::run(arguments, read_file);
  std::cout << result.out << std::flush;
  std::cerr << result.err;
  return result.exit;
}
