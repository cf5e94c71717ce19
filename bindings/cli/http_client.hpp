#pragma once

#include <optional>

#include "probe.hpp"

namespace whycors::cli {

/// Sends over the network with libcurl: TLS checked, redirects not followed, no more than the beginning of a
/// body read. Nothing where the program was built without libcurl, or the system has none.
std::optional<Send> http_client(ProbeOptions const& options);

} // namespace whycors::cli
