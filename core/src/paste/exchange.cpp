#include "base/concat.hpp"
#include "exchange_json.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

bool take(Transcript& transcript) {
  std::string_view const text = transcript.text;
  if (!looks_like_exchange_json(text)) return false;
  Pasted& pasted = transcript.pasted;
  InputError error;
  if (!read_exchange_json(text, pasted.exchange, error)) {
    pasted.exchange = Exchange{};
    pasted.clues.problems.push_back(concat({"the Exchange can't be read: ", error.message}));
  }
  Span const whole{0, static_cast<std::uint32_t>(text.size())};
  transcript.take(whole);
  pasted.blocks.push_back({"request", "an Exchange as JSON", whole, 0, {}, {}});
  return true;
}

} // namespace

extern Format const exchange;
constinit Format const exchange{"exchange-json", "an Exchange as JSON", take};

} // namespace whycors::paste
