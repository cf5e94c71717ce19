#include "request.hpp"

namespace whycors::fetch {

bool same_origin(std::string_view origin, Url const& url) { return url.has_origin(origin); }

namespace {

/// https://fetch.spec.whatwg.org/#concept-request-tainted-origin, reduced to whether it is "same-origin".
bool is_redirect_tainted(Request const& request) {
  // 2-4. Each hop to another origin is looked at with the one before it.
  for (std::size_t i = 1; i < request.url_list.size(); ++i) {
    Url const& last = request.url_list[i - 1];
    // 4.3. It taints when the hop before was not the page's own origin either.
    if (!request.url_list[i].same_origin(last) && !same_origin(request.origin, last)) return true;
  }
  return false;
}

} // namespace

// https://fetch.spec.whatwg.org/#serializing-a-request-origin
std::string_view serialize_request_origin(Request const& request, Run& run) {
  auto step = run.begin<Algorithm::serialize_request_origin>();
  // 2. A tainted chain speaks for nobody.
  std::string_view const serialized =
      step.when("2", is_redirect_tainted(request)) ? std::string_view("null") : request.origin;
  // 3. Otherwise it is the page's origin.
  return step.value("3", serialized);
}

} // namespace whycors::fetch
