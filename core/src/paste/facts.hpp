#pragma once

#include "paste.hpp"

namespace whycors::paste {

/// Lays what the caller chose over what was read, and fills what can be inferred from the rest: the origin
/// from Origin or Referer, credentials from a cookie that was sent, a URL from the host.
void settle_facts(Pasted& pasted, Options const& options);

} // namespace whycors::paste
