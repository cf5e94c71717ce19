#pragma once

#include "model/exchange.hpp"
#include "model/request.hpp"

namespace whycors::fetch {

/// https://w3c.github.io/webappsec-secure-contexts/: whether the page is a secure context; where the exchange
/// does not say, by the scheme of its origin, or of the origin that asks.
bool is_secure_page(Page const& page, std::optional<Url> const& asking);

/// https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm: images and media by host name are
/// upgraded.
bool upgrades_mixed_content(Request const& request);

/// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
bool is_mixed_content(Request const& request);

} // namespace whycors::fetch
