#include "fetch.hpp"

#include "main_fetch.hpp"
#include "request_constructor.hpp"
#include "run.hpp"

namespace whycors::fetch {

namespace {

Verdict verdict_on(Response const& response, Outcome const& outcome) {
  if (response.is_network_error()) return Verdict::blocked;
  if (response.is_unknown() || outcome.missing.part != Missing::Part::nothing) return Verdict::undetermined;
  if (response.type == Response::Type::opaque_redirect) return Verdict::opaque;
  return Verdict::allowed;
}

} // namespace

Outcome fetch(Exchange const& exchange, EngineProfile const& engine, TextStore& store, Trace* trace,
              PreflightCache* cache, std::int64_t now) {
  Request request;
  Run run(engine, exchange, request, store, trace, cache, now);
  Response const response = construct_request(request, run) ? main_fetch(request, run) : Response{};

  Outcome& outcome = run.outcome;
  outcome.verdict = verdict_on(response, outcome);
  if (outcome.verdict == Verdict::allowed && request.response_tainting == ResponseTainting::opaque)
    outcome.verdict = Verdict::opaque;
  if (outcome.verdict == Verdict::allowed) {
    outcome.status = response.status;
    outcome.same_origin = request.response_tainting == ResponseTainting::basic;
    outcome.exposed_headers = exposed_header_names(request, response, run);
  }
  if (trace) {
    trace->outcome = outcome;
    trace->request = std::move(request);
  }
  return std::move(outcome);
}

} // namespace whycors::fetch
