#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headers.hpp"
#include "model/trace.hpp"

namespace whycors::fetch {

/// A blocked trace, with what console messages and rules ask of it.
class Failure {
 public:
  explicit Failure(Trace const& trace);

  Trace const& trace;
  Request const& request;
  HopRecord const* hop;      ///< the one that failed; null when the API threw before any
  Answer const* answer;      ///< that was judged; null when none was
  HeaderList const& headers; ///< of the answer, as this engine reads them
  bool in_preflight;
  StepId step;

  bool at(StepId one) const { return step == one; }
  bool at(Algorithm algorithm) const { return step && step.row().algorithm == algorithm; }

  /// The URL that failed, and the one that was asked for.
  std::string url() const { return hop ? std::string(hop->url) : std::string(); }
  std::string first_url() const {
    return trace.hops.empty() ? std::string() : std::string(trace.hops.front().url);
  }
  /// Whether no request of the chain went to another origin than the page's.
  bool stayed_on_own_origin() const {
    return std::none_of(trace.hops.begin(), trace.hops.end(),
                        [](HopRecord const& one) { return one.cross_origin; });
  }
  bool is_redirected() const { return hop && hop != &trace.hops.front(); }
  /// Whether credentials were in play, as this engine has it.
  bool include() const;
  std::string status() const { return std::to_string(answer ? answer->status : 0); }

  /// All rows of that name in the judged answer joined with `, `.
  std::optional<std::string> value(std::string_view name) const;
  /// Whether the judged answer is a redirect with somewhere to go.
  bool is_redirect() const;
  /// Whether Access-Control-Allow-Methods of the judged answer covers the method that was asked for.
  bool method_is_allowed() const;
  /// The names of Access-Control-Request-Headers, in their order, that the answer does not allow.
  std::vector<std::string_view> refused_headers() const;
  std::string_view first_refused_header() const;
  /// The first element of the list that is no token.
  std::string first_bad_token(std::string_view name) const;
};

} // namespace whycors::fetch
