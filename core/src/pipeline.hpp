#pragma once

#include <whycors/whycors.hpp>

#include "model/server_policy.hpp"
#include "paste/paste.hpp"

namespace whycors {

/// From what was pasted to the report: the one place that calls every stage. `policy`, where it is wanted, is
/// the least that a server must allow for the call, or nothing where none can allow it.
Report run_pipeline(paste::Pasted& pasted, Options const& options,
                    std::optional<ServerPolicy>* policy = nullptr);

/// The same for a text, with the policy.
Report diagnose_for(std::string_view text, Options const& options, std::optional<ServerPolicy>& policy);

} // namespace whycors
