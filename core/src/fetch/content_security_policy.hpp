#pragma once

#include <optional>
#include <string_view>

#include "model/exchange.hpp"
#include "model/request.hpp"

namespace whycors::fetch {

/// The directive of one policy that governs a request, with its source list: `connect-src` for fetch, XHR,
/// EventSource and beacons, `img-src` for images and so on, or the `default-src` that stands in for it.
struct EffectiveDirective {
  std::string_view name;
  std::string_view sources;
};
std::optional<EffectiveDirective> effective_directive(std::string_view policy, Initiator initiator);

/// https://w3c.github.io/webappsec-csp/#should-block-request with the page's policies, which are separated by
/// commas: the directive that refuses the request's current URL, in the page's own words; empty when none
/// does.
std::string_view refusing_directive(Request const& request, Page const& page);

} // namespace whycors::fetch
