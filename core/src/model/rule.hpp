#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

#include "clues.hpp"
#include "exchange.hpp"
#include "trace.hpp"

namespace whycors {

/// What rules read: one exchange, what else the paste says, and what each engine made of it.
struct Diagnosis {
  Exchange const& exchange;
  Clues const& clues;
  std::array<Trace, all_engines.size()> const& traces;
  /// What the browsers print for this exchange, read back as the sentences of a paste are. Empty where the
  /// paste has no sentence to hold against it.
  std::vector<ConsoleMessage> expected = {};

  Trace const& trace(Engine engine) const { return traces[static_cast<std::size_t>(engine)]; }
  Outcome const& outcome(Engine engine) const { return trace(engine).outcome; }
};

struct Rule;

/// What a rule found, before it is rendered.
struct RuleFinding {
  Rule const* rule = nullptr;
  std::string parameter = {};                    ///< of the cause: a name or a status; empty without
  std::vector<std::string> more_parameters = {}; ///< the same cause again with others
  EngineSet engines = {};
  Severity severity = Severity::error;
  Certainty certainty = Certainty::certain;
  std::string message = {};
  std::vector<Label> labels = {};
  std::vector<std::string> notes = {};
  std::string help = {};
  StepId step = {}; ///< of the standard, where one decided
  std::vector<Remedy> remedies = {};
};

using RuleFindings = std::vector<RuleFinding>;

/// A diagnostic: one file in rules/, one row in rules.def.
struct Rule {
  std::string_view code; ///< WC and four digits; stable, never reused
  std::string_view name; ///< in words; stable
  Category category;
  std::string_view title; ///< what it is about, for lists
  /// Finds it in what happened; null where only somebody's words can tell it.
  void (*check)(Diagnosis const&, Rule const&, RuleFindings&) = nullptr;
  /// The finding where only a console's or a server's sentence tells of it: what, and how to mend it. `{}` is
  /// the cause's parameter; what stands in brackets is left out where there is none.
  std::string_view told = {};
  std::string_view advice = {};
  bool of_reading = false; ///< the parameter is a header that script can't read, of a call that may well pass
};

} // namespace whycors
