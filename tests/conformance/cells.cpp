// Which cells of the decision space exchanges reach: reads one a line from standard input, and prints each
// (engine, algorithm, step, answer) with how many of them reached it.
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "engines/engines.hpp"
#include "exchange_lines.hpp"
#include "fetch/fetch.hpp"
#include "fetch/preflight_cache.hpp"

namespace whycors {
namespace {

using Cell = std::tuple<Engine, std::uint8_t, bool>;

void collect(Exchange const& exchange, std::set<Cell>& reached) {
  for (Engine const engine : browser_engines) {
    fetch::PreflightCache cache;
    auto const run = [&](Exchange const& one, fetch::PreflightCache* shared, std::int64_t now) {
      TextStore store;
      Trace trace;
      fetch::fetch(one, engines::profile(engine), store, &trace, shared, now);
      for (Decision const& decision : trace.decisions)
        reached.insert({engine, decision.step.index, decision.by_engine});
    };
    if (exchange.sequence.empty()) run(exchange, nullptr, 0);
    for (TimedExchange const& timed : exchange.sequence)
      run(*timed.exchange, &cache, timed.at);
  }
}

int count_cells() {
  std::map<Cell, std::size_t> counts;
  int const status = for_each_exchange([&](Exchange const& exchange) {
    std::set<Cell> reached;
    collect(exchange, reached);
    for (Cell const& cell : reached)
      ++counts[cell];
  });
  if (status != 0) return status;
  for (auto const& [cell, count] : counts) {
    auto const& [engine, index, answer] = cell;
    StepId const step{index};
    std::printf("%s\t%s\t%s\t%s\t%zu\n", std::string(name_of(engine)).c_str(),
                std::string(step.algorithm_row().name).c_str(), std::string(step.row().number).c_str(),
                answer ? "yes" : "no", count);
  }
  return 0;
}

} // namespace
} // namespace whycors

int main() { return whycors::count_cells(); }
