#include <array>

#include "engines.hpp"

namespace whycors {

namespace quirks {
#define QUIRK(id)                                                                                            \
  extern Quirk const id;                                                                                     \
  extern std::string_view const id##_evidence;
#include "quirks.def"
#undef QUIRK
} // namespace quirks

namespace engines {

namespace {

struct Row {
  Quirk const* quirk;
  std::string_view const* text;
};

constexpr auto table = std::to_array<Row>({
#define QUIRK(id) {&quirks::id, &quirks::id##_evidence},
#include "quirks.def"
#undef QUIRK
});

} // namespace

std::string_view evidence(Quirk const& quirk) {
  for (Row const& row : table)
    if (row.quirk == &quirk) return *row.text;
  return {};
}

} // namespace engines
} // namespace whycors
