#include <array>

#include "rules.hpp"

namespace whycors::rules {

#define RULE(id)                                                                                             \
  extern Rule const id;                                                                                      \
  extern std::string_view const id##_explanation;
#include "rules.def"
#undef RULE

namespace {

struct Row {
  Rule const* rule;
  std::string_view const* text;
};

constexpr auto table = std::to_array<Row>({
#define RULE(id) {&id, &id##_explanation},
#include "rules.def"
#undef RULE
});

} // namespace

std::string_view explanation(Rule const& rule) {
  for (Row const& row : table)
    if (row.rule == &rule) return *row.text;
  return {};
}

} // namespace whycors::rules
