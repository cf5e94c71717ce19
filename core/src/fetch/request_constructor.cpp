#include "request_constructor.hpp"

#include <algorithm>

#include "headers.hpp"
#include "methods.hpp"
#include "mixed_content.hpp"
#include "request_headers.hpp"

namespace whycors::fetch {

namespace {

/// https://w3c.github.io/FileAPI/#constructorBlob: a type with another character than printable ASCII counts
/// as none.
std::string_view blob_type_of(std::string_view given) {
  bool const is_printable =
      std::all_of(given.begin(), given.end(), [](char byte) { return byte >= ' ' && byte <= '~'; });
  return is_printable ? given : std::string_view{};
}

/// https://fetch.spec.whatwg.org/#bodyinit-safely-extract: the type that a body brings along.
std::string_view content_type_of(BodyKind body, std::string_view blob_type) {
  switch (body) {
  case BodyKind::text: return "text/plain;charset=UTF-8";
  case BodyKind::form: return "application/x-www-form-urlencoded;charset=UTF-8";
  case BodyKind::multipart: return "multipart/form-data; boundary=----boundary";
  case BodyKind::blob: return blob_type_of(blob_type);
  case BodyKind::none:
  case BodyKind::stream: break;
  }
  return {};
}

bool is_header_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](char byte) { return byte == '\0' || byte == '\r' || byte == '\n'; });
}

bool blocked(auto& step) {
  step.failed(Stage::request);
  return false;
}

/// https://fetch.spec.whatwg.org/#concept-headers-append for each header that script sets.
bool append_headers(Request& request, Run& run) {
  auto step = run.begin<Algorithm::headers_append>();
  for (Header header : run.exchange.request.headers) {
    // 1. White space at the ends goes.
    header.value = step.value("1", trim(header.value, is_http_whitespace), &header);
    // 2. A name or value that HTTP can't carry is an error,
    if (step.when("2", !is_token(header.name) || !is_header_value(header.value), &header))
      return blocked(step);
    //    one that belongs to the browser is ignored,
    if (step.when("2.forbidden", is_forbidden_request_header(header.name, header.value), &header)) continue;
    // 3. and mode "no-cors" lets only a few through.
    if (step.when("3",
                  request.mode == RequestMode::no_cors && !is_no_cors_safelisted_request_header(header, run),
                  &header))
      continue;
    request.header_list.append(header);
  }
  return true;
}

// https://fetch.spec.whatwg.org/#dom-request
bool construct_for_fetch(Request& request, std::optional<Url> url, Run& run) {
  auto step = run.begin<Algorithm::request_constructor>();
  RequestGiven const& given = run.exchange.request;
  // 5.2-3. The URL, which must not carry credentials.
  if (step.when("5.2", !url, given.url.value)) return blocked(step);
  if (step.when("5.3", url->includes_credentials(), given.url.value)) return blocked(step);
  request.url_list.push_back(*std::move(url));
  // 17. Navigations are not for scripts.
  if (step.when("17", given.mode == RequestMode::navigate)) return blocked(step);
  // 21. Reading the cache of others is not either.
  if (step.when("21", given.cache == CacheMode::only_if_cached && given.mode != RequestMode::same_origin))
    return blocked(step);
  // 25. The method.
  if (step.when("25.2", !is_method(given.method) || is_forbidden_method(given.method), given.method.value))
    return blocked(step);
  request.method = step.value("25.3", normalize_method(given.method), given.method.value);
  // 32. Without CORS only what a form could do.
  if (step.when("32.1", given.mode == RequestMode::no_cors && !is_cors_safelisted_method(request.method),
                request.method))
    return blocked(step);
  // 33. The headers.
  if (!append_headers(request, run)) return false;
  // 35. GET and HEAD carry no body.
  bool const has_body = given.body != BodyKind::none;
  if (step.when("35", has_body && (request.method == "GET" || request.method == "HEAD"), request.method))
    return blocked(step);
  // 37.4. The body's type, unless script set one.
  request.body = given.body;
  auto const type = step.value("37.4", content_type_of(given.body, given.body_type));
  if (!type.empty() && !request.header_list.contains(names::content_type))
    request.header_list.append(names::content_type, type);
  // 39. A stream goes only where the server agreed to it.
  bool const streams = request.body == BodyKind::stream;
  if (step.when("39.2", streams && given.mode == RequestMode::no_cors)) return blocked(step);
  request.use_cors_preflight = step.when("39.3", streams);
  // An engine that can't stream a body sends what it reads as text.
  if (streams && !request.use_cors_preflight) request.body = BodyKind::text;
  return true;
}

// https://xhr.spec.whatwg.org/#the-open()-method, #the-setrequestheader()-method, #the-send()-method
bool construct_for_xhr(Request& request, std::optional<Url> url, Run& run) {
  auto open = run.begin<Algorithm::xhr_open>();
  auto send = run.begin<Algorithm::xhr_send>();
  RequestGiven const& given = run.exchange.request;
  // open 2-4. The method,
  if (open.when("2", !is_method(given.method), given.method.value)) return blocked(open);
  if (open.when("3", is_forbidden_method(given.method), given.method.value)) return blocked(open);
  request.method = open.value("4", normalize_method(given.method), given.method.value);
  // open 6. and the URL, which may carry credentials here.
  if (open.when("6", !url, given.url.value)) return blocked(open);
  request.url_list.push_back(*std::move(url));
  // setRequestHeader: the same name again is combined with what was set before.
  if (!append_headers(request, run)) return false;
  if (repeats_a_name(request.header_list))
    request.header_list = combined_by_name(request.header_list, run.store);
  // send 3. GET and HEAD drop the body without a word.
  bool const dropped =
      send.when("3", given.body != BodyKind::none && (request.method == "GET" || request.method == "HEAD"),
                request.method);
  request.body = dropped ? BodyKind::none : given.body;
  // send 4. The body's type, unless script set one.
  auto const type = send.value("4", content_type_of(request.body, given.body_type));
  if (!type.empty() && !request.header_list.contains(names::content_type))
    request.header_list.append(names::content_type, type);
  // send 5. Whoever listens to the upload learns something, so the server is asked first.
  request.use_cors_preflight = send.when("5", given.upload_listener);
  return true;
}

/// Elements, EventSource and beacons: a GET (a beacon: a POST) with settings of their own, without author
/// headers.
bool construct_for_others(Request& request, std::optional<Url> url, Run& run) {
  auto step = run.begin<Algorithm::request_constructor>();
  RequestGiven const& given = run.exchange.request;
  if (step.when("5.2", !url, given.url.value)) return blocked(step);
  request.url_list.push_back(*std::move(url));
  request.method = "GET";
  // The element's crossorigin attribute decides; fonts and modules always have CORS.
  bool const asks_for_cors = request.mode == RequestMode::cors;
  if (!step.when("mode", asks_for_cors) && asks_for_cors) request.mode = RequestMode::no_cors;
  if (given.initiator == Initiator::beacon) {
    // https://w3c.github.io/beacon/#sec-processing-model
    request.method = "POST";
    request.credentials_mode = CredentialsMode::include;
    request.body = given.body;
    auto const type = step.value("37.4", content_type_of(given.body, given.body_type));
    if (!type.empty()) request.header_list.append(names::content_type, type);
  }
  return true;
}

} // namespace

bool construct_request(Request& request, Run& run) {
  RequestGiven const& given = run.exchange.request;
  request.origin = given.origin.value.empty() ? run.exchange.page.origin : given.origin.value;
  if (given.client == ClientKind::sandboxed) request.origin = "null";
  request.mode = given.mode;
  request.credentials_mode = given.credentials;
  request.redirect_mode = given.redirect;
  request.cache_mode = given.cache;
  request.initiator = given.initiator;
  request.unsafe_request = given.initiator == Initiator::fetch || given.initiator == Initiator::xhr ||
                           given.initiator == Initiator::beacon;

  std::optional<Url> const page = Url::parse(request.origin);
  request.from_secure_page = is_secure_page(run.exchange.page, page);
  auto url = Url::parse(given.url.value, page ? &*page : nullptr);
  bool const constructed =
      given.initiator == Initiator::fetch ? construct_for_fetch(request, std::move(url), run)
      : given.initiator == Initiator::xhr ? construct_for_xhr(request, std::move(url), run)
                                          : construct_for_others(request, std::move(url), run);
  request.original_header_list = request.header_list;
  return constructed;
}

} // namespace whycors::fetch
