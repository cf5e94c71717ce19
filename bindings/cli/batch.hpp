#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace whycors::cli {

struct BatchOptions {
  bool verdicts = false; ///< words instead of Reports: each line the verdict of every engine
  unsigned jobs = 1;     ///< threads that evaluate
};

/// The arguments after `batch`; nothing, and the reason in `error`, where they are not understood.
std::optional<BatchOptions> read_batch_options(std::vector<std::string> const& arguments, std::string& error);

/// An Exchange a line in; for each a line out, in the same order, a bad one answered by a line that says so.
/// Holds some 128 kB of whole lines for each job and no more. False when `out` can't be written.
bool batch(std::istream& in, std::ostream& out, BatchOptions const& options);

} // namespace whycors::cli
