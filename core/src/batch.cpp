#include <whycors/whycors.hpp>

#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "paste/exchange_json.hpp"
#include "render/json_writer.hpp"

namespace whycors {

namespace {

constexpr std::uint32_t not_an_exchange = 0xFFFFFFFF;

std::uint32_t word_of(Outcome const& outcome) {
  return static_cast<std::uint32_t>(outcome.verdict) | static_cast<std::uint32_t>(outcome.stage) << 2U |
         static_cast<std::uint32_t>(outcome.preflight_sent) << 4U |
         static_cast<std::uint32_t>(outcome.actual_sent) << 5U |
         static_cast<std::uint32_t>(outcome.decided_at.index) << 8U;
}

} // namespace

std::string evaluate_line(std::string_view exchange_json) {
  InputError error;
  Options options;
  options.port_quirks = true;
  options.remedies = false; // a batch asks for verdicts and causes
  auto const report = evaluate(exchange_json, options, error);
  if (report) return to_json(*report, exchange_json);
  render::JsonWriter json;
  json.begin_object();
  json.key("error");
  json.string(error.message);
  json.end_object();
  return json.take();
}

void evaluate_all(std::string_view ndjson, std::vector<std::uint32_t>& words) {
  TextStore store;
  Exchange exchange;
  std::array<EngineProfile const*, all_engines.size()> profiles{};
  for (Engine const engine : all_engines)
    profiles[static_cast<std::size_t>(engine)] = &engines::profile(engine);
  std::array<Outcome, all_engines.size()> outcomes;
  while (!ndjson.empty()) {
    auto const end = ndjson.find('\n');
    auto const line = trim(ndjson.substr(0, end), is_http_whitespace);
    ndjson.remove_prefix(end == std::string_view::npos ? ndjson.size() : end + 1);
    if (line.empty()) continue;
    exchange.reset();
    InputError error;
    bool const readable = paste::read_exchange_json(line, exchange, error);
    store.clear();
    if (!readable) {
      words.insert(words.end(), all_engines.size(), not_an_exchange);
      continue;
    }
    fetch::fetch_in_all(exchange, profiles, store, outcomes);
    for (Outcome const& outcome : outcomes)
      words.push_back(word_of(outcome));
  }
}

} // namespace whycors
