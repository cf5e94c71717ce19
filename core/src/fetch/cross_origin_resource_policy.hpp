#pragma once

#include "model/request.hpp"

namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check for a page without an embedder policy:
/// whether the response forbids its use by the request's origin.
bool cross_origin_resource_policy_blocks(Request const& request, Response const& response);

} // namespace whycors::fetch
