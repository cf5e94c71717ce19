#pragma once

#include "run.hpp"

namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#ok-status
constexpr bool is_ok_status(std::uint16_t status) { return status >= 200 && status <= 299; }

/// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
Response cors_preflight_fetch(Request const& request, Run& run);

} // namespace whycors::fetch
