#include "mixed_content.hpp"

namespace whycors::fetch {

bool is_secure_page(Page const& page, std::optional<Url> const& asking) {
  // Only a page that came over TLS restricts mixed content; http://localhost is trustworthy and does not.
  auto const given = page.origin.empty() ? std::nullopt : Url::parse(page.origin);
  auto const& url = page.origin.empty() ? asking : given;
  return page.secure.value_or(url && url->scheme() == "https") && (!url || url->scheme() != "http");
}

bool upgrades_mixed_content(Request const& request) {
  if (request.initiator != Initiator::image && request.initiator != Initiator::media) return false;
  Url const& url = request.current_url();
  bool const is_address =
      url.host().starts_with('[') || (!url.host().empty() && is_ascii_digit(url.host().back()));
  return !is_address && url.scheme() == "http" && is_mixed_content(request);
}

bool is_mixed_content(Request const& request) {
  Url const& url = request.current_url();
  return url.is_http() && !url.is_potentially_trustworthy() && request.from_secure_page;
}

} // namespace whycors::fetch
