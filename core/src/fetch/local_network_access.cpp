#include "local_network_access.hpp"

#include "request.hpp"

namespace whycors::fetch {

bool enters_local_network(RequestGiven const& request) {
  // `unknown` is the least value and the spaces follow from public to private.
  return request.page_address_space != AddressSpace::unknown &&
         request.target_address_space > request.page_address_space;
}

Permission local_network_access_check(Request const& request, Run& run) {
  auto step = run.begin<Algorithm::local_network_access_check>();
  auto const target = to_name(run.exchange.request.target_address_space);
  // A page may always talk to its own origin.
  bool const enters =
      enters_local_network(run.exchange.request) && !same_origin(request.origin, request.current_url());
  std::string_view const evidence = enters ? target : std::string_view{};
  // 1. Only an engine's own rule can deny.
  if (step.when("1", false, evidence)) {
    step.failed(Stage::request);
    return Permission::denied;
  }
  return Permission::granted;
}

} // namespace whycors::fetch
