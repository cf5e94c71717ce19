#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>
#include <whycors/report.hpp>
#include <whycors/whycors.hpp>

#include "model/rule.hpp"
#include "model/server_policy.hpp"
#include "platforms/platforms.hpp"

namespace whycors::remedies {

/// What becomes of a changed exchange: the browsers that allow it, and the preflight that goes before it.
struct Tried {
  EngineSet passes_in;
  bool is_preflighted = false;
  std::string_view method;                       ///< Access-Control-Request-Method
  std::vector<std::string_view> request_headers; ///< Access-Control-Request-Headers
};
/// Runs an exchange through the browsers. Handed in, so that this layer needs no engines of its own. Views
/// point into the exchange and its store.
using TryOut = Tried (*)(Exchange&);

/// The smallest policy under which the call is allowed: its origin, its method, the headers that a preflight
/// must name, credentials where they are in play. Nothing when no policy can help: an opaque origin, a call
/// that is none of CORS.
std::optional<ServerPolicy> policy_needed(Diagnosis const& diagnosis);

/// The exchange as it would go with a server that follows the policy. Views point into `exchange` as well.
Exchange apply(ServerPolicy const& policy, Exchange const& exchange);

/// What to change for a finding, each tried out. Empty for findings that have their help alone.
std::vector<Remedy> remedies_for(Diagnosis const& diagnosis, RuleFinding const& finding,
                                 Options const& options, TryOut try_out);

/// The platform's config with what a person must know before using it, as comments above it: which routes it
/// is for where that matters, what was assumed, and what had to be left out.
std::string config(platforms::Platform const& platform, ServerPolicy const& policy,
                   std::vector<std::string> const& routes = {});

/// The policy as documentation for the people who use the API, in Markdown.
std::string markdown(ServerPolicy const& policy, std::vector<std::string> const& routes = {});

} // namespace whycors::remedies
