#pragma once

#include "model/exchange.hpp"
#include "model/quirk.hpp"
#include "model/trace.hpp"
#include "preflight_cache.hpp"

namespace whycors::fetch {

/// Judges one exchange as one engine does: from the API call to the promise. Text that is made on the way
/// goes into `store`, which must outlive the outcome and the trace. With a trace every decision is recorded;
/// without one only the outcome is made. A cache carries preflights over to later calls; `now` is in
/// milliseconds.
Outcome fetch(Exchange const& exchange, EngineProfile const& engine, TextStore& store, Trace* trace = nullptr,
              PreflightCache* cache = nullptr, std::int64_t now = 0);

} // namespace whycors::fetch
