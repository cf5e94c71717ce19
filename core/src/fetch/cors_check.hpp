#pragma once

#include "run.hpp"

namespace whycors::fetch {

enum class Check : bool { failure, success };

/// https://fetch.spec.whatwg.org/#concept-cors-check
Check cors_check(Request const& request, Response const& response, Run& run);

} // namespace whycors::fetch
