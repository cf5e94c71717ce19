#include "rules.hpp"

#include <algorithm>
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

/// Whether anything but an answer's own lists says that it was one to a preflight. An Exchange without a text
/// says what it means.
bool names_a_preflight(Diagnosis const& diagnosis) {
  std::string const lower = byte_lowercase(diagnosis.clues.text.substr(0, 65536));
  if (lower.empty()) return true;
  for (std::string_view const word : {"options", "preflight", "access-control-request-"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

} // namespace

std::vector<Rule const*> all() { return {table.begin(), table.end()}; }

RuleFindings check(Diagnosis const& diagnosis) {
  RuleFindings findings;
  for (Rule const* const rule : table)
    if (rule->check) rule->check(diagnosis, *rule, findings);
  // A response is not all right where script can't read what it is meant to read.
  if (std::any_of(findings.begin(), findings.end(),
                  [](auto const& finding) { return finding.rule->of_reading; }))
    std::erase_if(findings, [](RuleFinding const& finding) { return finding.rule->name == "no-error"; });
  if (!names_a_preflight(diagnosis))
    for (RuleFinding& finding : findings)
      if (finding.rule->name.starts_with("preflight-")) finding.certainty = Certainty::likely;
  add_what_was_told(diagnosis, findings);
  // What was not understood may be what is missing.
  if (diagnosis.clues.passes_over_words)
    for (RuleFinding& finding : findings)
      if (finding.rule->name == "insufficient-input") finding.certainty = Certainty::likely;
  return findings;
}

Rule const* find(std::string_view code) {
  auto const bare = code.substr(0, code.find(':'));
  for (Rule const* const rule : table)
    if (rule->code == bare || rule->name == bare) return rule;
  return nullptr;
}

} // namespace whycors::rules
