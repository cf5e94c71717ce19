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

Verdict judge(Request& request, Run& run, Response& response) {
  response = construct_request(request, run) ? main_fetch(request, run) : Response{};
  auto const verdict = verdict_on(response, run.outcome);
  bool const is_opaque = request.response_tainting == ResponseTainting::opaque;
  return verdict == Verdict::allowed && is_opaque ? Verdict::opaque : verdict;
}

} // namespace

void fetch_in_all(Exchange const& exchange, std::array<EngineProfile const*, all_engines.size()> engines,
                  TextStore& store, std::array<Outcome, all_engines.size()>& outcomes) {
  for (std::size_t leader = 0; leader < engines.size(); ++leader) {
    if (!engines[leader]) continue;
    Request request;
    Run run(*engines[leader], exchange, request, store, nullptr, nullptr, 0);
    for (std::size_t other = leader + 1; other < engines.size(); ++other)
      if (engines[other]) run.speak_for(*engines[other]);
    Response response;
    run.outcome.verdict = judge(request, run, response);
    for (std::size_t other = leader + 1; other < engines.size(); ++other) {
      if (!engines[other] || !run.speaks_for(engines[other]->engine)) continue;
      outcomes[other] = run.outcome;
      outcomes[other].engine = engines[other]->engine;
      engines[other] = nullptr;
    }
    outcomes[leader] = std::move(run.outcome);
  }
}

Outcome fetch(Exchange const& exchange, EngineProfile const& engine, TextStore& store, Trace* trace,
              PreflightCache* cache, std::int64_t now) {
  Request request;
  Run run(engine, exchange, request, store, trace, cache, now);
  constexpr std::size_t decisions_of_most_calls = 96;
  if (trace) trace->decisions.reserve(decisions_of_most_calls);
  Response response;
  Outcome& outcome = run.outcome;
  outcome.verdict = judge(request, run, response);
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
