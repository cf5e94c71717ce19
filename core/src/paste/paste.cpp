#include "paste.hpp"

#include <array>

#include "console.hpp"
#include "facts.hpp"

namespace whycors::paste {

#define FORMAT(id) extern Format const id;
#include "formats.def"
#undef FORMAT

namespace {

constexpr auto formats = std::to_array<Format const*>({
#define FORMAT(id) &id,
#include "formats.def"
#undef FORMAT
});

} // namespace

Pasted read(std::string_view text, Options const& options) {
  Format const* best = nullptr;
  int best_confidence = 0;
  for (Format const* const format : formats) {
    int const confidence = format->detect(text);
    if (confidence > best_confidence) {
      best = format;
      best_confidence = confidence;
    }
  }
  Pasted pasted;
  pasted.clues.text = text;
  if (best) {
    pasted.detected = {std::string(best->name), best_confidence > 80 ? Certainty::certain : Certainty::likely,
                       std::string(best->text)};
    best->parse(text, options, pasted);
  } else {
    pasted.detected = {"unknown", Certainty::certain, "no format that is known here"};
  }
  read_console(text, pasted);
  adopt_console_facts(pasted);
  settle_facts(pasted, options);
  return pasted;
}

} // namespace whycors::paste
