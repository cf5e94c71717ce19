#include "rules.hpp"

#include <array>

#include "told.hpp"

namespace whycors::rules {

#define RULE(id) extern Rule const id;
#include "rules.def"
#undef RULE

namespace {

constexpr auto table = std::to_array<Rule const*>({
#define RULE(id) &id,
#include "rules.def"
#undef RULE
});

} // namespace

std::vector<Rule const*> all() { return {table.begin(), table.end()}; }

RuleFindings check(Diagnosis const& diagnosis) {
  RuleFindings findings;
  for (Rule const* const rule : table)
    if (rule->check) rule->check(diagnosis, *rule, findings);
  add_what_was_told(diagnosis, findings);
  return findings;
}

Rule const* find(std::string_view code) {
  auto const bare = code.substr(0, code.find(':'));
  for (Rule const* const rule : table)
    if (rule->code == bare || rule->name == bare) return rule;
  return nullptr;
}

} // namespace whycors::rules
