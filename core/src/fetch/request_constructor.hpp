#pragma once

#include "run.hpp"

namespace whycors::fetch {

/// What becomes of the call in the API that makes it, before main fetch:
/// https://fetch.spec.whatwg.org/#dom-request for fetch(), https://xhr.spec.whatwg.org/ for XMLHttpRequest,
/// and the fixed settings of the other initiators. False where the API throws; the run then knows at which
/// step.
bool construct_request(Request& request, Run& run);

} // namespace whycors::fetch
