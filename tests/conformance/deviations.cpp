// Which deviations an exchange shows, or whether it shows the ones that are named as arguments: reads
// exchanges one a line from standard input, and prints for each a line of JSON, a list of {"engine", "quirk",
// "changes", "alone"}. A quirk is shown when the engine's row would be another without it; `changes` is the
// first that differs of verdict, requests, exposed and console, `alone` whether the row without it is the
// standard's.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/engines.hpp"
#include "exchange_lines.hpp"
#include "fetch/fetch.hpp"
#include "fetch/preflight_cache.hpp"

namespace whycors {
namespace {

constexpr std::array kinds{"verdict", "requests", "exposed", "console"};

/// What can be seen of a call, by its kind.
using Row = std::array<std::string, kinds.size()>;

void add(Row& row, Outcome const& outcome, Trace const& trace, EngineProfile const& profile) {
  auto& [verdict, requests, exposed, console] = row;
  verdict += std::string(to_name(outcome.verdict)) + '\n';
  for (HopRecord const& hop : trace.hops) {
    if (hop.preflight_sent) {
      requests += "OPTIONS " + std::string(hop.preflight_origin) + ' ' + std::string(hop.request_method);
      for (auto const name : hop.request_headers)
        requests += ' ' + std::string(name);
      requests += '\n';
    }
    if (hop.actual_sent) requests += std::string(hop.method) + ' ' + std::string(hop.origin) + '\n';
  }
  requests += "end\n";
  for (auto const name : outcome.exposed_headers)
    exposed += std::string(name) + '\n';
  if (profile.messages)
    for (std::string const& line : profile.messages(trace))
      console += line + '\n';
}

Row row_of(Exchange const& exchange, EngineProfile const& profile) {
  Row row;
  fetch::PreflightCache cache;
  auto const run = [&](Exchange const& one, fetch::PreflightCache* shared, std::int64_t now) {
    TextStore store;
    Trace trace;
    Outcome const outcome = fetch::fetch(one, profile, store, &trace, shared, now);
    add(row, outcome, trace, profile);
  };
  if (exchange.sequence.empty()) run(exchange, nullptr, 0);
  for (TimedExchange const& timed : exchange.sequence)
    run(*timed.exchange, &cache, timed.at);
  return row;
}

/// The first kind in which rows differ; kinds.size() when they are the same.
std::size_t first_difference(Row const& a, Row const& b) {
  std::size_t kind = 0;
  while (kind < kinds.size() && a[kind] == b[kind])
    ++kind;
  return kind;
}

/// Whether an answer that some engine asks for is not in the exchange.
bool lacks_an_answer(Exchange const& exchange) {
  auto const lacks = [](Exchange const& one, Engine engine, fetch::PreflightCache* cache, std::int64_t now) {
    TextStore store;
    Trace trace;
    Outcome const outcome = fetch::fetch(one, engines::profile(engine), store, &trace, cache, now);
    auto const is_absent = [](bool asked, Answer const* answer) {
      return asked && (!answer || answer->kind == Answer::Kind::unknown);
    };
    return outcome.verdict == Verdict::undetermined ||
           std::any_of(trace.hops.begin(), trace.hops.end(), [&](HopRecord const& hop) {
             return is_absent(hop.preflight_sent, hop.preflight) || is_absent(hop.actual_sent, hop.response);
           });
  };
  return std::any_of(all_engines.begin(), all_engines.end(), [&](Engine engine) {
    if (exchange.sequence.empty()) return lacks(exchange, engine, nullptr, 0);
    fetch::PreflightCache cache;
    // With what the calls before left in the cache, and as if that were nothing: a quirk is what makes the
    // difference.
    return std::any_of(exchange.sequence.begin(), exchange.sequence.end(), [&](TimedExchange const& timed) {
      return lacks(*timed.exchange, engine, &cache, timed.at) || lacks(*timed.exchange, engine, nullptr, 0);
    });
  });
}

/// Profiles without each quirk that the engine has, made once.
std::vector<std::pair<Quirk const*, EngineProfile>> const& profiles_without_each(Engine engine) {
  static std::map<Engine, std::vector<std::pair<Quirk const*, EngineProfile>>> made;
  auto& own = made[engine];
  if (own.empty())
    for (Quirk const* const quirk : engines::all_quirks())
      if (quirk->engines.contains(engine)) own.emplace_back(quirk, engines::profile_without(engine, *quirk));
  return own;
}

std::string deviations(Exchange const& exchange, std::set<std::string_view> const& asked) {
  std::string list;
  if (lacks_an_answer(exchange)) return "[]";
  Row const standard = row_of(exchange, engines::profile(Engine::standard));
  for (Engine const engine : browser_engines) {
    Row const row = row_of(exchange, engines::profile(engine));
    for (auto const& [quirk, profile] : profiles_without_each(engine)) {
      if (!asked.empty() && !asked.contains(quirk->id)) continue;
      Row const without = row_of(exchange, profile);
      std::size_t const kind = first_difference(row, without);
      if (kind == kinds.size() || (kinds[kind] != kinds.back() && row[kind] == standard[kind])) continue;
      // The standard has no console, so that is the last kind.
      bool const alone = first_difference(without, standard) >= kinds.size() - 1;
      list += std::string(list.empty() ? "" : ",") + R"({"engine":")" + std::string(name_of(engine)) +
              R"(","quirk":")" + std::string(quirk->id) + R"(","changes":")" + kinds[kind] + R"(","alone":)" +
              (alone ? "true" : "false") + '}';
    }
  }
  return '[' + list + ']';
}

} // namespace
} // namespace whycors

int main(int count, char const* const* words) {
  std::set<std::string_view> const asked(words + 1, words + count);
  return whycors::for_each_exchange(
      [&](whycors::Exchange const& exchange) { std::puts(whycors::deviations(exchange, asked).c_str()); });
}
