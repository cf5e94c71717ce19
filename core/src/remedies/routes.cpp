#include "routes.hpp"

#include <algorithm>

#include "base/stable_sort.hpp"

namespace whycors::remedies {

namespace {

void add_missing(std::vector<std::string>& list, std::vector<std::string> const& more) {
  for (std::string const& item : more)
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

void add(ServerPolicy& policy, ServerPolicy const& more) {
  if (policy.is_placeholder && !more.is_placeholder) policy.origins.clear();
  if (policy.is_placeholder || !more.is_placeholder) add_missing(policy.origins, more.origins);
  policy.is_placeholder = policy.is_placeholder && more.is_placeholder;
  add_missing(policy.methods, more.methods);
  add_missing(policy.headers, more.headers);
  add_missing(policy.exposed, more.exposed);
  add_missing(policy.left_out, more.left_out);
  sort(policy.headers);
  policy.is_call_unknown = policy.is_call_unknown || more.is_call_unknown;
  policy.credentials = policy.credentials || more.credentials;
}

bool needs_the_same(ServerPolicy const& a, ServerPolicy const& b) {
  auto const same = [](std::vector<std::string> const& one, std::vector<std::string> const& other) {
    return one.size() == other.size() && std::is_permutation(one.begin(), one.end(), other.begin());
  };
  return a.credentials == b.credentials && a.is_placeholder == b.is_placeholder &&
         a.is_call_unknown == b.is_call_unknown && same(a.origins, b.origins) && same(a.methods, b.methods) &&
         same(a.headers, b.headers) && same(a.exposed, b.exposed);
}

/// `scheme://host:port` of a route.
std::string_view server_of(std::string_view route) {
  auto const slashes = route.find("//");
  return route.substr(0, slashes == std::string_view::npos ? slashes : route.find('/', slashes + 2));
}

} // namespace

std::string route_of(std::string_view url) { return std::string(url.substr(0, url.find_first_of("?#"))); }

std::vector<RoutePolicy> merged(std::vector<RoutePolicy> const& calls) {
  std::vector<std::string> named;
  for (RoutePolicy const& call : calls)
    if (!call.policy.is_placeholder) add_missing(named, call.policy.origins);
  std::vector<RoutePolicy> by_route;
  for (RoutePolicy call : calls) {
    // One page made all of them.
    if (call.policy.is_placeholder && named.size() == 1) {
      call.policy.origins = named;
      call.policy.is_placeholder = false;
    }
    auto const place = std::find_if(by_route.begin(), by_route.end(),
                                    [&](RoutePolicy const& one) { return one.routes == call.routes; });
    if (place == by_route.end())
      by_route.push_back(std::move(call));
    else
      add(place->policy, call.policy);
  }
  std::vector<RoutePolicy> shared;
  for (RoutePolicy& route : by_route) {
    auto const place = std::find_if(shared.begin(), shared.end(), [&](RoutePolicy const& one) {
      return server_of(one.routes.front()) == server_of(route.routes.front()) &&
             needs_the_same(one.policy, route.policy);
    });
    if (place == shared.end()) {
      shared.push_back(std::move(route));
    } else {
      add_missing(place->routes, route.routes);
      add_missing(place->policy.left_out, route.policy.left_out);
    }
  }
  return shared;
}

} // namespace whycors::remedies
