#pragma once

#include <string>
#include <vector>

namespace whycors::cli {

/// `whycors har FILE|- [--json]`: reads a recording of any size and writes the triage to standard output.
/// Progress goes to standard error where that is a terminal. Returns the exit status.
int har(std::vector<std::string> const& arguments);

} // namespace whycors::cli
