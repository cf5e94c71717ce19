#include "main_fetch.hpp"

#include <algorithm>

#include "base/concat.hpp"
#include "content_security_policy.hpp"
#include "headers.hpp"
#include "http_fetch.hpp"
#include "local_network_access.hpp"
#include "methods.hpp"
#include "mixed_content.hpp"
#include "preflight_cache.hpp"
#include "request.hpp"
#include "request_headers.hpp"

namespace whycors::fetch {

namespace {

void open_hop(Request const& request, Run& run) {
  if (!run.trace) return;
  HopRecord record;
  record.url = run.store.keep(request.current_url().href_without_fragment());
  record.method = request.method;
  run.trace->hops.push_back(std::move(record));
}

/// A script's request with another method or header than a form could send.
bool is_unsafe(Request const& request, Run& run) {
  return request.unsafe_request && (!is_cors_safelisted_method(request.method) ||
                                    !cors_unsafe_request_header_names(request.header_list, run).empty());
}

} // namespace

// https://fetch.spec.whatwg.org/#concept-main-fetch
Response main_fetch(Request& request, Run& run) {
  auto step = run.begin<Algorithm::main_fetch>();
  // 6. Images and media of a secure page are asked for over https instead.
  if (step.when("6", upgrades_mixed_content(request))) {
    auto const secure = Url::parse(concat({"https", request.current_url().href().substr(4)}));
    if (secure) request.url_list.back() = *secure;
  }
  open_hop(request, run);
  Url const& url = request.current_url();
  auto const blocked = [&step] {
    step.failed(Stage::request);
    return Response{};
  };
  // 7. What is refused before CORS is thought of.
  if (step.when("7.bad-port", url.is_http() && is_bad_port(url.effective_port()), url.href()))
    return blocked();
  if (step.when("7.mixed-content", is_mixed_content(request), url.href())) return blocked();
  std::string_view const refused_by = refusing_directive(request, run.exchange.page);
  if (step.when("7.content-security-policy", !refused_by.empty(), refused_by)) return blocked();
  if (local_network_access_check(request, run) == Permission::denied) return {};
  // 12. The first that matches:
  bool const same = same_origin(request.origin, url);
  if (HopRecord* const record = run.hop_record()) record->cross_origin = !same;
  //   the page's own origin all along, where CORS has no say,
  if (step.when("12.same-origin", same && request.response_tainting == ResponseTainting::basic) ||
      step.when("12.data", url.scheme() == "data" || request.mode == RequestMode::navigate)) {
    request.response_tainting = ResponseTainting::basic;
    if (request.hop() == 0)
      request.began_unsafe = !cors_unsafe_request_header_names(request.header_list, run).empty();
    // A data: URL brings its type along, and no other header.
    if (url.scheme() == "data") {
      HeaderList& headers = run.keep({});
      headers.append(names::content_type, "text/plain");
      return {Response::Type::normal, 200, &headers};
    }
    return http_fetch(request, MakeCorsPreflight::no, run);
  }
  //   another origin although the mode forbids it,
  if (step.when("12.mode-same-origin", request.mode == RequestMode::same_origin, url.href()))
    return blocked();
  //   a response that nobody will read,
  if (step.when("12.mode-no-cors", request.mode == RequestMode::no_cors)) {
    if (step.when("12.no-cors-redirect", request.redirect_mode != RedirectMode::follow)) return blocked();
    request.response_tainting = ResponseTainting::opaque;
    auto scheme_step = run.begin<Algorithm::scheme_fetch>();
    bool const is_fetched = scheme_step.when("2", url.is_http() || url.href() == "about:blank", url.scheme());
    if (!is_fetched) {
      scheme_step.failed(Stage::request);
      return {};
    }
    if (!url.is_http()) return {Response::Type::normal, 200, &run.keep({})};
    return http_fetch(request, MakeCorsPreflight::no, run);
  }
  //   a scheme that knows no CORS,
  if (step.when("12.scheme", !url.is_http(), url.scheme())) return blocked();
  //   a request that servers should be asked about first,
  request.response_tainting = ResponseTainting::cors;
  request.use_cors_preflight =
      step.when("12.use-preflight", request.use_cors_preflight || run.exchange.request.preflight_seen);
  if (step.when("12.unsafe", is_unsafe(request, run)) || request.use_cors_preflight) {
    Response response = http_fetch(request, MakeCorsPreflight::yes, run);
    if (run.cache && response.is_network_error()) {
      auto cache_step = run.begin<Algorithm::preflight_cache>();
      bool const in_actual = run.outcome.stage != Stage::preflight;
      if (in_actual ? cache_step.when("clear.actual", true)
                    : cache_step.when("clear", true, run.outcome.decided_at.row().number))
        run.cache->clear(request, run);
    }
    return response;
  }
  //   or any other.
  Response response = http_fetch(request, MakeCorsPreflight::no, run);
  if (run.cache && response.is_network_error() &&
      run.begin<Algorithm::preflight_cache>().when("clear.actual", false, std::string_view("simple")))
    run.cache->clear(request, run);
  return response;
}

std::vector<std::string_view> exposed_header_names(Request const& request, Response const& response,
                                                   Run& run) {
  auto step = run.begin<Algorithm::main_fetch>();
  auto filter = run.begin<Algorithm::filtered_response>();
  HeaderList const& headers = *response.header_list;
  bool const cors = request.response_tainting == ResponseTainting::cors;
  // 14.1.1. The names that the server exposes.
  Header const* const expose_row = headers.first(names::access_control_expose_headers);
  auto const listed =
      cors ? step.value("14.1.1", extract_list(headers, names::access_control_expose_headers), expose_row)
           : ListValues{};
  // 14.1.2. `*` is all of them, as long as no credentials are in play;
  bool const has_wildcard = std::find(listed.items.begin(), listed.items.end(), "*") != listed.items.end();
  bool const all =
      !cors ||
      step.when("14.1.2", request.credentials_mode != CredentialsMode::include && has_wildcard, expose_row);
  // 14.1.3. with them it is only a name.
  bool const by_name = cors && step.when("14.1.3", !all && listed.is_list(), expose_row);

  auto const is_exposed = [&](Header const& row) {
    // https://fetch.spec.whatwg.org/#forbidden-response-header-name
    bool const is_cookie = byte_case_insensitive_match(row.name, "set-cookie") ||
                           byte_case_insensitive_match(row.name, "set-cookie2");
    if (filter.when("forbidden", is_cookie, &row)) return false;
    if (all) return true;
    // https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
    constexpr std::string_view safelist[] = {"cache-control", "content-language", "content-length",
                                             "content-type",  "expires",          "last-modified",
                                             "pragma"};
    bool const is_safelisted =
        std::any_of(std::begin(safelist), std::end(safelist),
                    [&row](std::string_view name) { return byte_case_insensitive_match(row.name, name); });
    if (filter.when("safelisted", is_safelisted, &row)) return true;
    bool const is_listed =
        by_name && std::any_of(listed.items.begin(), listed.items.end(), [&row](std::string_view name) {
          return byte_case_insensitive_match(row.name, name);
        });
    return filter.when("listed", is_listed, &row);
  };
  std::vector<std::string_view> exposed;
  for (Header const& row : headers)
    if (is_token(row.name) && is_exposed(row)) {
      char* const lower = run.store.allocate(row.name.size());
      std::transform(row.name.begin(), row.name.end(), lower, [](char byte) { return byte_lowercase(byte); });
      exposed.emplace_back(lower, row.name.size());
    }
  std::sort(exposed.begin(), exposed.end());
  exposed.erase(std::unique(exposed.begin(), exposed.end()), exposed.end());
  return exposed;
}

} // namespace whycors::fetch
