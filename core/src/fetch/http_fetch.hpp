#pragma once

#include "run.hpp"

namespace whycors::fetch {

enum class MakeCorsPreflight : bool { no, yes };

/// https://fetch.spec.whatwg.org/#concept-http-fetch
Response http_fetch(Request& request, MakeCorsPreflight make_cors_preflight, Run& run);

} // namespace whycors::fetch
