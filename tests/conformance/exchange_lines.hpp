#pragma once

#include <cstdio>
#include <string>

#include "paste/exchange_json.hpp"

namespace whycors {

/// Calls `use` with each Exchange of standard input, one a line. The exit status: 2 for one that can't be
/// read, which is told on standard error.
template <class Use>
int for_each_exchange(Use use) {
  std::string line;
  for (int byte = 0; byte != EOF;) {
    line.clear();
    while ((byte = std::getchar()) != EOF && byte != '\n')
      line += static_cast<char>(byte);
    if (line.empty()) continue;
    Exchange exchange;
    InputError error;
    if (!paste::read_exchange_json(line, exchange, error)) {
      std::fprintf(stderr, "%s\n", error.message.c_str());
      return 2;
    }
    use(exchange);
  }
  return 0;
}

} // namespace whycors
