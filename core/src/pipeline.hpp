#pragma once

#include <whycors/whycors.hpp>

#include "paste/paste.hpp"

namespace whycors {

/// From what was pasted to the report: the one place that calls every stage.
Report run_pipeline(paste::Pasted& pasted, Options const& options);

} // namespace whycors
