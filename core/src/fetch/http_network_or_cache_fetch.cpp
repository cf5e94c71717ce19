#include "http_network_or_cache_fetch.hpp"

#include "request.hpp"

namespace whycors::fetch {

namespace {

/// The answers of the current hop. A URL that was asked before and is not listed again answers as before.
Hop const* answers(Request const& request, Exchange const& exchange) {
  std::size_t const hop = request.hop();
  if (hop < exchange.hops.size()) return &exchange.hops[hop];
  for (std::size_t earlier = 0; earlier < exchange.hops.size(); ++earlier)
    if (request.url_list[earlier].href_without_fragment() == request.current_url().href_without_fragment())
      return &exchange.hops[earlier];
  return nullptr;
}

} // namespace

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
Response http_network_or_cache_fetch(Request const& request, Run& run) {
  auto step = run.begin<Algorithm::http_network_or_cache_fetch>();
  // 8.12. The Origin header goes out with every request that CORS has to do with.
  bool const sends_origin = request.response_tainting == ResponseTainting::cors;
  auto const origin =
      sends_origin ? step.value("8.12", serialize_request_origin(request, run)) : std::string_view{};

  Hop const* const hop = answers(request, run.exchange);
  Answer const* const answer = hop ? (run.in_preflight ? &hop->preflight : &hop->response) : nullptr;
  bool const first_hop = request.hop() == 0;
  if (first_hop) (run.in_preflight ? run.outcome.preflight_sent : run.outcome.actual_sent) = true;
  if (HopRecord* const record = run.hop_record()) {
    if (run.in_preflight) {
      record->preflight_sent = true;
      record->preflight_origin = origin;
      record->preflight = answer;
    } else {
      record->actual_sent = true;
      record->origin = origin;
      record->method = request.method;
      record->response = answer;
    }
  }

  if (!answer || answer->kind == Answer::Kind::unknown) {
    run.lacks(run.in_preflight ? Missing::Part::preflight : Missing::Part::response);
    return {Response::Type::unknown};
  }
  run.answer = answer;
  // 10. No response at all is a network error that has nothing to do with CORS.
  if (step.when("10", answer->kind == Answer::Kind::failed)) {
    step.failed(run.in_preflight ? Stage::preflight : Stage::response);
    return {};
  }
  // Parsers differ about malformed heads; and some refuse a response for other reasons than CORS.
  HeaderList const& headers = step.list("10.head", answer->headers);
  if (HopRecord* const record = run.hop_record())
    (run.in_preflight ? record->preflight_headers : record->response_headers) = headers;
  if (step.when("10.refused", false)) {
    step.failed(run.in_preflight ? Stage::preflight : Stage::response);
    return {};
  }
  return {Response::Type::normal, answer->status, &headers};
}

} // namespace whycors::fetch
