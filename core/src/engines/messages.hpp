#pragma once

#include <string>
#include <vector>

#include "fetch/failure.hpp"
#include "fetch/request.hpp"

/// What each browser prints for a blocked call: a line each, exact. The sentences are the browsers' own, as
/// data: Chromium's from services/network and third_party/blink, Firefox's from security.properties, WebKit's
/// from Source/WebCore/loader; each was seen in the version that engines.def names. Every function reads the
/// trace in its engine's own order of checks, which is not always the standard's.
namespace whycors::engines {

std::vector<std::string> chromium_messages(Trace const& trace);
std::vector<std::string> gecko_messages(Trace const& trace);
std::vector<std::string> webkit_messages(Trace const& trace);

/// What the step that blocked the call was about, such as the directive of a policy.
inline std::string evidence_at_end(Trace const& trace) {
  Decision const* const decision = trace.at(trace.outcome.decided_at);
  return decision ? std::string(decision->evidence.value) : std::string();
}

/// Whether mode "same-origin" alone refuses the request: browsers print so, whatever else would.
inline bool is_refused_by_its_mode(fetch::Failure const& failure) {
  auto const url = Url::parse(failure.url());
  return failure.request.mode == RequestMode::same_origin && url && !failure.is_redirected() &&
         !fetch::same_origin(failure.request.origin, *url);
}

} // namespace whycors::engines
