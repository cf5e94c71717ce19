#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/rule.hpp"

namespace whycors::rules {

/// All rules, in the order of rules.def, which is the order in which causes lead.
std::vector<Rule const*> all();

/// Runs every rule. Findings come in the order of the rules.
RuleFindings check(Diagnosis const& diagnosis);

/// The rule of a code or name, with or without a parameter (`WC1301`, `acah-missing-header:x-id`); or null.
Rule const* find(std::string_view code);

/// The explanation of a rule as Markdown. Kept apart from the rules, so that a build that never asks for it
/// does not carry it.
std::string_view explanation(Rule const& rule);

} // namespace whycors::rules
