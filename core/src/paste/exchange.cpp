#include "exchange_json.hpp"
#include "paste.hpp"

namespace whycors::paste {

namespace {

int detect(std::string_view text) { return looks_like_exchange_json(text) ? 95 : 0; }

void parse(std::string_view text, Options const&, Pasted& pasted) {
  InputError error;
  if (!read_exchange_json(text, pasted.exchange, error)) {
    pasted.exchange = Exchange{};
    pasted.clues.problems.push_back("the Exchange can't be read: " + error.message);
  }
  pasted.blocks.push_back(
      {"request", "an Exchange as JSON", {0, static_cast<std::uint32_t>(text.size())}, 0});
}

} // namespace

extern Format const exchange;
constinit Format const exchange{"exchange-json", "an Exchange as JSON", detect, parse};

} // namespace whycors::paste
