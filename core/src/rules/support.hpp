#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/concat.hpp"
#include "fetch/failure.hpp"
#include "model/rule.hpp"

/// What several rules share: which engines a failure concerns, and how a place in the paste is pointed at.
namespace whycors::rules {

/// The browsers that block, and of which `matches(Failure)` holds. `leading` is the failure of the first of
/// them in the order in which causes lead.
template <class Predicate>
EngineSet blocked_where(Diagnosis const& diagnosis, Predicate matches,
                        std::optional<fetch::Failure>& leading) {
  EngineSet engines;
  for (Engine const engine : browser_engines) {
    Trace const& trace = diagnosis.trace(engine);
    if (trace.outcome.engine != engine || trace.outcome.verdict != Verdict::blocked) continue;
    fetch::Failure const failure(trace);
    if (!matches(failure)) continue;
    engines.insert(engine);
    if (!leading) leading.emplace(trace);
  }
  return engines;
}

/// The value of a header as evidence: its value, or the whole row where the value is empty.
Span value_span(Header const& header);

/// Another finding of the rule: where it blocks, and by which step.
RuleFinding& add(RuleFindings& findings, Rule const& rule, EngineSet engines = {}, StepId step = {});
/// One that blocks nothing.
RuleFinding& add(RuleFindings& findings, Rule const& rule, Severity severity);

/// A sentence in pieces, as for `concat`.
using Pieces = std::initializer_list<Piece>;

/// A place in the paste with what is to be said about it; as the culprit, unless it only helps to see why.
void point_at(RuleFinding& finding, Span place, Pieces text, bool primary = true);
/// The value of the answer's first row of that name.
void point_at_row(RuleFinding& finding, Answer const& answer, std::string_view name, Pieces text,
                  bool primary = true);
void point_at_status(RuleFinding& finding, Answer const& answer, Pieces text, bool primary = true);
/// Where a row is missing: behind the last header of the answer, or its status line; at the row that was
/// meant to be it, where its name is misspelt, and then the message and the beginning of the help say so.
void point_at_missing(RuleFinding& finding, Answer const& answer, std::string_view text, Pieces row);
/// The row that was meant to be the header of that name, in lower case: a slip of a few letters, another word
/// before `Allow-Origin`, or none between `Access-Control-` and the last word. Null where none is.
Header const* misspelt(Answer const& answer, std::string_view name);
/// Why, or what follows from it.
void note(RuleFinding& finding, std::string_view text);
/// A row of the request's headers as a secondary label; nothing when it is not in the paste.
void add_request_row(RuleFinding& finding, Diagnosis const& diagnosis, std::string_view name,
                     std::string_view text);
/// Why credentials mode is what it is, as a secondary label or a note.
void add_credentials_evidence(RuleFinding& finding, Diagnosis const& diagnosis);

/// `a`, `b` and `c`, each in backquotes.
std::string quoted_list(std::vector<std::string> const& names);

/// The preflight's answer with a status that fails it, whatever else is wrong with it: the cause to act on.
inline bool preflight_status_fails(fetch::Failure const& failure) {
  return failure.in_preflight && failure.answer && failure.answer->received() &&
         (failure.answer->status < 200 || failure.answer->status > 299);
}
/// The CORS check failed on a preflight with a good status.
inline bool cors_check_fails_in_preflight(fetch::Failure const& failure) {
  return failure.in_preflight && failure.at(Algorithm::cors_check) && !preflight_status_fails(failure);
}
/// The CORS check failed on the response to the request itself, on any hop.
inline bool cors_check_fails_on_response(fetch::Failure const& failure) {
  return !failure.in_preflight && failure.at(Algorithm::cors_check);
}
/// Access-Control-Allow-Origin is absent where it was needed, and the preflight's status is not to blame.
inline bool lacks_allow_origin(fetch::Failure const& failure) {
  return failure.at(step_id(Algorithm::cors_check, "2")) && !preflight_status_fails(failure);
}
/// Access-Control-Allow-Origin is there and is not the origin.
inline bool has_other_allow_origin(fetch::Failure const& failure) {
  return failure.at(step_id(Algorithm::cors_check, "4")) && !preflight_status_fails(failure);
}
/// Access-Control-Allow-Credentials does not say `true` where it must.
inline bool lacks_allow_credentials(fetch::Failure const& failure) {
  return failure.at(step_id(Algorithm::cors_check, "8")) && !preflight_status_fails(failure);
}

/// "the preflight's response" or "the response".
inline std::string_view which_response(fetch::Failure const& failure) {
  return failure.in_preflight ? "the preflight's response" : "the response";
}

/// The method that the failing preflight asked for is not allowed.
inline bool method_refused(fetch::Failure const& failure) {
  return failure.at(step_id(Algorithm::cors_preflight_fetch, "7.5"));
}
/// The listed method that differs from the one asked for only in case; empty when there is none.
std::string_view method_in_other_case(fetch::Failure const& failure);

/// The preflight came as far as its lists, so that its headers can be judged.
inline bool lists_were_read(fetch::Failure const& failure) {
  return failure.at(step_id(Algorithm::cors_preflight_fetch, "7.5")) ||
         failure.at(step_id(Algorithm::cors_preflight_fetch, "7.6")) ||
         failure.at(step_id(Algorithm::cors_preflight_fetch, "7.7"));
}
/// Whether Access-Control-Allow-Headers has a `*`.
bool has_header_wildcard(fetch::Failure const& failure);
/// Whether the name is that of a CORS header that only a response carries.
bool is_response_header(std::string_view name);

/// What a preflight was refused for by a library that then sends no CORS header at all, whatever the browser
/// says about it: as its text tells, or the same preflight sent with fewer headers.
enum class RefusedFor : std::uint8_t { unknown, origin, method, headers };
struct Refusal {
  RefusedFor reason = RefusedFor::unknown;
  std::vector<std::string> names; ///< of the headers; all that were asked for where it does not say which
  bool is_exact = false;          ///< whether it says which
};
Refusal refusal_of(Diagnosis const& diagnosis, fetch::Failure const& failure);

/// Whether an answer without any CORS header looks like one of the libraries that leave all of them out when
/// the origin, the method or a header is not on their list: rs/cors, which still names the list in `Vary`, or
/// rack-cors, whose answer has nothing in it.
bool is_silent_refusal(Answer const& answer);

/// Whether `Vary` tells caches that the answer depends on the origin.
bool varies_by_origin(HeaderList const& headers);

/// Two calls to routes of one server, of which one is answered with CORS headers and the other without.
struct RoutesThatDiffer {
  std::size_t without; ///< places among the exchange's hops, where calls that follow one another stand too
  std::size_t with;
  std::string path_without;
  std::string path_with;
};
std::optional<RoutesThatDiffer> routes_that_differ(Diagnosis const& diagnosis);

/// Whether any answer in the paste was judged, so that a test that proves nothing is beside the point.
bool was_judged(Diagnosis const& diagnosis);

/// Whether the page was opened from disk: its own address or that of what it calls says so.
bool is_page_from_disk(Diagnosis const& diagnosis);

/// Whether a redirect takes a call to where people log in, by the URLs' hosts and paths. One that asked for
/// that path, or for such a host, itself is only sent elsewhere.
bool leads_to_login(std::string_view from, std::string_view to);

} // namespace whycors::rules
