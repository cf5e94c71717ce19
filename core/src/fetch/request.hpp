#pragma once

#include <string_view>

#include "run.hpp"

/// https://fetch.spec.whatwg.org/#requests
namespace whycors::fetch {

/// Whether the serialized origin is a tuple origin and that of the URL.
bool same_origin(std::string_view origin, Url const& url);

/// https://fetch.spec.whatwg.org/#serializing-a-request-origin: `null` once a redirect went from an origin
/// that is not the page's to yet another one.
std::string_view serialize_request_origin(Request const& request, Run& run);

} // namespace whycors::fetch
