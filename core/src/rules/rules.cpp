#include "rules.hpp"

#include <array>

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
    rule->check(diagnosis, *rule, findings);
  return findings;
}

Rule const* find(std::string_view code) {
  auto const bare = code.substr(0, code.find(':'));
  for (Rule const* const rule : table)
    if (rule->code == bare || rule->name == bare) return rule;
  return nullptr;
}

} // namespace whycors::rules
