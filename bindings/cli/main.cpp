#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <vector>

#include "batch.hpp"
#include "har.hpp"
#include "http_client.hpp"
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

/// `probe` is the one command that talks to the network.
whycors::cli::Result probe(std::vector<std::string> const& arguments) {
  std::string error;
  auto const options = whycors::cli::read_probe_options(arguments, error);
  if (!options) return {{}, "whycors: " + error + "\n", 2};
  auto const send = whycors::cli::http_client(*options);
  if (!send)
    return {{},
            "whycors: probe needs libcurl, which this whycors was built without or does not find; install "
            "libcurl4-openssl-dev and build it again, or send what `whycors preflight --as curl` prints\n",
            2};
  return whycors::cli::probe(*options, *send);
}

} // namespace

int main(int count, char** values) {
  std::vector<std::string> arguments(values + 1, values + count);
  for (std::string_view const help : {"--help", "-h"}) // also after a command
    if (std::find(arguments.begin(), arguments.end(), help) != arguments.end()) arguments = {"--help"};
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
  if (!arguments.empty() && arguments.front() == "har")
    return whycors::cli::har({arguments.begin() + 1, arguments.end()});
  bool const is_probe = !arguments.empty() && arguments.front() == "probe";
  auto const result =
      is_probe ? probe({arguments.begin() + 1, arguments.end()}) : whycors::cli::run(arguments, read_file);
  std::cout << result.out << std::flush;
  std::cerr << result.err;
  return result.exit;
}
