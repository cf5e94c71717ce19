#pragma once

#include "run.hpp"

namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
Response http_redirect_fetch(Request& request, Response const& response, Run& run);

} // namespace whycors::fetch
