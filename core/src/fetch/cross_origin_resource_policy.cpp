#include "cross_origin_resource_policy.hpp"

#include "headers.hpp"
#include "request.hpp"

namespace whycors::fetch {

namespace {

/// The last two labels of a host name, or all of an address: a stand-in for the registrable domain, which
/// needs a list that is not part of the standard. Where the two differ (co.uk) it can only be too lenient.
std::string_view site_of(std::string_view host) {
  bool const is_address = host.starts_with('[') || (!host.empty() && is_ascii_digit(host.back()));
  if (is_address) return host;
  auto const last = host.rfind('.');
  if (last == std::string_view::npos || last == 0) return host;
  auto const second = host.rfind('.', last - 1);
  return second == std::string_view::npos ? host : host.substr(second + 1);
}

} // namespace

bool cross_origin_resource_policy_blocks(Request const& request, Response const& response) {
  Header const* const row = response.header_list->first("cross-origin-resource-policy");
  // One row with one of the two restricting values; anything else restricts nothing.
  if (!row || response.header_list->count(row->name) != 1) return false;
  auto const policy = field_value(*row);
  auto const origin = Url::parse(request.origin);
  if (policy == "same-origin") return !same_origin(request.origin, request.current_url());
  if (policy != "same-site") return false;
  bool const same_site = origin && site_of(origin->host()) == site_of(request.current_url().host());
  // A page on http must not use what a https site keeps to itself.
  bool const downgraded = origin && origin->scheme() == "http" && request.current_url().scheme() == "https";
  return !same_site || downgraded;
}

} // namespace whycors::fetch
