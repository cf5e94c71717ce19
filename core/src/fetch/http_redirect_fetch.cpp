#include "http_redirect_fetch.hpp"

#include "headers.hpp"
#include "main_fetch.hpp"
#include "request.hpp"

namespace whycors::fetch {

namespace {

/// https://fetch.spec.whatwg.org/#concept-response-location-url: the header's value, or nothing.
std::optional<std::string_view> location_value(Response const& response, Run& run) {
  auto step = run.begin<Algorithm::location_url>();
  // 2. Rows that differ are refused before this point by the stacks that mind; the first one counts.
  Header const* const row = response.header_list->first(names::location);
  return step.value("2", row ? std::optional(field_value(*row)) : std::nullopt, row);
}

} // namespace

// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
Response http_redirect_fetch(Request& request, Response const& response, Run& run) {
  auto step = run.begin<Algorithm::http_redirect_fetch>();
  auto const location = location_value(response, run);
  auto const failed = [&step] {
    step.failed(Stage::redirect);
    return Response{};
  };
  // 4. Without Location the redirect is itself the response.
  if (step.when("4", !location, location.value_or(""))) return response;
  Url const& current = request.current_url();
  auto const target = Url::parse(*location, &current);
  // 5. A Location that is no URL.
  if (step.when("5", !target, *location)) return failed();
  // 6. Only http and https are followed.
  if (step.when("6", !target->is_http(), target->href())) return failed();
  // 7. Twenty are enough.
  if (step.when("7", request.redirect_count == 20, target->href())) return failed();
  // 8.
  ++request.redirect_count;
  // 9. Credentials in the URL don't travel to an origin that is not the page's,
  bool const has_credentials = target->includes_credentials();
  if (step.when("9",
                request.mode == RequestMode::cors && has_credentials && !same_origin(request.origin, *target),
                target->href()))
    return failed();
  // 10. nor back from one.
  if (step.when("10", request.response_tainting == ResponseTainting::cors && has_credentials, target->href()))
    return failed();
  // 11. A stream can be read only once.
  if (step.when("11", response.status != 303 && request.body == BodyKind::stream)) return failed();
  // 12. Some redirects turn the request into a GET without a body.
  bool const post_becomes_get =
      (response.status == 301 || response.status == 302) && request.method == "POST";
  bool const see_other = response.status == 303 && request.method != "GET" && request.method != "HEAD";
  if (step.when("12", post_becomes_get || see_other, request.method)) {
    request.method = "GET";
    request.body = BodyKind::none;
    for (std::string_view const name :
         {"content-encoding", "content-language", "content-location", "content-type"})
      request.header_list.remove(name);
  }
  // 13. Authorization was meant for the first origin only.
  if (step.when("13", !current.same_origin(*target), target->href()))
    request.header_list.remove(names::authorization);
  HeaderList const& sent_on = step.list("13.headers", request.header_list, target->href());
  if (&sent_on != &request.header_list) request.header_list = sent_on;
  // 18. The chain grows by one.
  request.url_list.push_back(*target);
  request.method = step.value("12.method", request.method);
  // 22. From the top, so that the tainting is judged anew.
  return main_fetch(request, run);
}

} // namespace whycors::fetch
