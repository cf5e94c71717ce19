#pragma once

#include <string>

#include "calls.hpp"

namespace whycors::har {

/// `comparison`: only what a verdict can depend on, so that calls that are alike give the same text;
/// `diagnosis_after_preflight`: with a preflight that passes in place of one that is not recorded.
enum class CallTextFor : std::uint8_t { diagnosis, diagnosis_after_preflight, comparison };

/// A call as HTTP messages, which any paste may be. The values of cookies and credentials are left out.
std::string write_call(Call const& call, CallTextFor purpose);

} // namespace whycors::har
