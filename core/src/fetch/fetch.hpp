#pragma once

#include <array>

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

/// The same for several engines at once, for verdicts in bulk: what is sent, where it ends, and how. A run is
/// shared by the engines that decide alike all the way. Exposed headers are left out.
void fetch_in_all(Exchange const& exchange, std::array<EngineProfile const*, all_engines.size()> engines,
                  TextStore& store, std::array<Outcome, all_engines.size()>& outcomes);

} // namespace whycors::fetch
