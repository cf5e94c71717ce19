#pragma once

#include <vector>
#include <whycors/whycors.hpp>

#include "model/rule.hpp"

namespace whycors::render {

/// From traces and findings to the report.
Report build_report(Diagnosis const& diagnosis, RuleFindings findings, Detected const& detected,
                    std::vector<Block> const& blocks, Options const& options);

/// Says of a report that its cause hangs on a guess.
void doubt(Report& report);

/// What each engine made of the exchange.
void add_engines(std::array<Trace, all_engines.size()> const& traces, Options const& options,
                 EngineReports& reports);

} // namespace whycors::render
