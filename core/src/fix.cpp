#include <whycors/whycors.hpp>

#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "paste/calls.hpp"
#include "paste/paste.hpp"
#include "platforms/platforms.hpp"
#include "remedies/remedies.hpp"
#include "remedies/routes.hpp"

namespace whycors {

namespace {

/// What one call needs, and of which route; nothing where no server can allow it, and why in `error`.
std::optional<remedies::RoutePolicy> needed_by(std::string_view call, Options const& options,
                                               InputError& error) {
  paste::Pasted const pasted = paste::read(call, options);
  TextStore store;
  std::array<Trace, all_engines.size()> traces;
  fetch::fetch(pasted.exchange, engines::profile(Engine::standard), store,
               &traces[static_cast<std::size_t>(Engine::standard)]);
  auto policy = remedies::policy_needed(Diagnosis{pasted.exchange, pasted.clues, traces});
  RequestGiven const& request = pasted.exchange.request;
  if (policy) return remedies::RoutePolicy{{remedies::route_of(request.url.value)}, std::move(*policy)};
  error.message = "no server can allow this call: the page's origin is ";
  error.message += request.origin.value;
  error.message += ", the URL ";
  error.message += request.url.value;
  return std::nullopt;
}

} // namespace

std::optional<std::string> fix(std::string_view text, std::string_view platform, FixAs as,
                               Options const& options, InputError& error) {
  auto const* const found = platforms::find(platform);
  if (!found) {
    error.message = "there is no platform " + std::string(platform) + "; `whycors platforms` lists them";
    return std::nullopt;
  }
  std::vector<remedies::RoutePolicy> needs;
  for (std::string_view const call : paste::split_calls(text)) {
    auto need = needed_by(call, options, error);
    if (!need) return std::nullopt;
    needs.push_back(std::move(*need));
  }
  auto const routes = remedies::merged(needs);
  std::string out;
  for (remedies::RoutePolicy const& route : routes) {
    if (!out.empty()) out += '\n';
    auto const told = routes.size() > 1 ? route.routes : std::vector<std::string>{};
    out += as == FixAs::markdown ? remedies::markdown(route.policy, told)
                                 : remedies::config(*found, route.policy, told);
  }
  return out;
}

} // namespace whycors
