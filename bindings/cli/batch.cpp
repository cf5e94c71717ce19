#include "batch.hpp"

#include <charconv>
#include <istream>
#include <ostream>
#include <string_view>
#include <thread>
#include <whycors/whycors.hpp>

#include "arguments.hpp"

namespace whycors::cli {

namespace {

constexpr std::size_t lines_at_once = 1U << 17U;

/// Whole lines of some 128 kB, whose reports stay near the processor; empty at the end of the input.
std::string read_lines(std::istream& in) {
  std::string text;
  std::string line;
  while (text.size() < lines_at_once && std::getline(in, line)) {
    text += line;
    text += '\n';
  }
  return text;
}

std::string reports_of(std::string_view lines) {
  std::string out;
  for (std::size_t start = 0; start < lines.size();) {
    auto const end = lines.find('\n', start);
    auto const line = lines.substr(start, end - start);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      out += evaluate_line(line);
      out += '\n';
    }
    start = end + 1;
  }
  return out;
}

/// For each line the verdict of each engine, in the order of `whycors engines`.
std::string verdicts_of(std::string_view lines) {
  constexpr std::string_view names[] = {"allowed", "blocked", "opaque", "undetermined"};
  std::vector<std::uint32_t> words;
  evaluate_all(lines, words);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    out += words[i] == 0xFFFFFFFFU ? std::string_view("error") : names[words[i] & 3U];
    out += i % 4 == 3 ? '\n' : ' ';
  }
  return out;
}

} // namespace

std::optional<BatchOptions> read_batch_options(std::vector<std::string> const& arguments,
                                               std::string& error) {
#ifdef __EMSCRIPTEN__
  constexpr unsigned most_jobs = 1; // there are no threads
#else
  constexpr unsigned most_jobs = 256;
#endif
  Arguments const words(arguments, {"--verdicts"}, {"--jobs"});
  if (!words.error.empty()) {
    error = words.error;
    return std::nullopt;
  }
  if (!words.positional.empty()) {
    error = "batch reads Exchanges from standard input, not from `" + words.positional.front() + "`";
    return std::nullopt;
  }
  BatchOptions options;
  options.verdicts = words.has("--verdicts");
  auto const number = words.value("--jobs").value_or("1");
  auto const [end, failure] = std::from_chars(number.data(), number.data() + number.size(), options.jobs);
  bool const is_number = failure == std::errc{} && end == number.data() + number.size();
  if (!is_number || options.jobs == 0 || options.jobs > most_jobs) {
    error = "--jobs takes a number from 1 to " + std::to_string(most_jobs) + ", not `" + number + "`";
    return std::nullopt;
  }
  return options;
}

bool batch(std::istream& in, std::ostream& out, BatchOptions const& options) {
  auto const answer = options.verdicts ? verdicts_of : reports_of;
  std::vector<std::string> parts(options.jobs);
  while (in && out) {
    for (std::string& part : parts)
      part = read_lines(in);
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < parts.size() && !parts[i].empty(); ++i)
      others.emplace_back([&part = parts[i], answer] { part = answer(part); });
    parts.front() = answer(parts.front());
    for (std::thread& other : others)
      other.join();
    for (std::string const& part : parts)
      out << part;
  }
  out.flush();
  return out.good();
}

} // namespace whycors::cli
