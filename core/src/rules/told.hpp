#pragma once

#include "model/rule.hpp"

namespace whycors::rules {

/// Holds what consoles and servers say beside what the messages on the wire show. Where both tell the same,
/// the sentence becomes evidence of the finding; where only the sentence tells it, it becomes a finding of
/// its own; where they contradict each other, both findings say so.
void add_what_was_told(Diagnosis const& diagnosis, RuleFindings& findings);

} // namespace whycors::rules
