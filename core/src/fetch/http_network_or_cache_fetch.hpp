#pragma once

#include "run.hpp"

namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch: what the exchange says came back for
/// the current hop, to the preflight or to the request itself.
Response http_network_or_cache_fetch(Request const& request, Run& run);

} // namespace whycors::fetch
