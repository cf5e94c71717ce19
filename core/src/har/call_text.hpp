#pragma once

#include <string>

#include "calls.hpp"

namespace whycors::har {

/// `passes`: a preflight that passes is written in place of one that is not recorded.
enum class Unrecorded : std::uint8_t { left_out, passes };

/// A call as HTTP messages, which any paste may be. The values of cookies and credentials are left out.
std::string write_call(Call const& call, Unrecorded preflights);

/// A number for all that a verdict on the call can depend on: calls that are alike share it.
std::uint64_t kind_of(Call const& call);

} // namespace whycors::har
