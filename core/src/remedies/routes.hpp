#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/server_policy.hpp"

namespace whycors::remedies {

/// What one or several routes need of their server.
struct RoutePolicy {
  std::vector<std::string> routes; ///< URLs without query and fragment, in order of appearance
  ServerPolicy policy;
};

/// A URL without query and fragment: what a server's routes tell apart.
std::string route_of(std::string_view url);

/// The smallest policies that allow all calls: what calls of one route need is put together, and routes that
/// need the same share a policy. Nothing is allowed on a route that no call of that route asked for. Where a
/// call names its origin, placeholders of others give way to it.
std::vector<RoutePolicy> merged(std::vector<RoutePolicy> const& calls);

} // namespace whycors::remedies
