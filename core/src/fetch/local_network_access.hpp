#pragma once

#include "run.hpp"

namespace whycors::fetch {

enum class Permission : bool { denied, granted };

/// https://wicg.github.io/local-network-access/#local-network-access-check. Not part of Fetch, so the
/// standard's row never denies; an engine that ships it does so by its quirk.
Permission local_network_access_check(Request const& request, Run& run);

/// Whether the call goes from a more public address space into a more private one.
bool enters_local_network(RequestGiven const& request);

} // namespace whycors::fetch
