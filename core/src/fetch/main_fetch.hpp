#pragma once

#include "run.hpp"

namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#concept-main-fetch up to its step 12, which redirects come back to.
Response main_fetch(Request& request, Run& run);

/// Its step 14: the names of the headers that script may read, in lower case and sorted.
std::vector<std::string_view> exposed_header_names(Request const& request, Response const& response,
                                                   Run& run);

} // namespace whycors::fetch
