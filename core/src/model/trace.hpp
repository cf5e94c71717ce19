#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

#include "algorithm.hpp"
#include "exchange.hpp"
#include "request.hpp"

namespace whycors {

struct Quirk;

/// What a decision is about: a row of a header list, or a bare text such as a URL or a method. Lives as long
/// as the question.
struct Evidence {
  Header const* header = nullptr;
  std::string_view text{};
  bool with_credentials = false; ///< of a cached preflight: made for a request with credentials

  constexpr Evidence() = default;
  constexpr Evidence(Header const* row) : header(row), text(row ? row->value : std::string_view{}) {}
  constexpr Evidence(std::string_view what, bool credentials = false)
      : text(what), with_credentials(credentials) {}
};

/// One "If" of the standard as it was answered.
struct Decision {
  StepId step;
  std::uint8_t hop = 0;
  bool in_preflight = false;
  bool by_standard = false;     ///< what the standard answers
  bool by_engine = false;       ///< what this engine answers
  Quirk const* quirk = nullptr; ///< why they differ
  Header evidence{};            ///< the row it was about; without a name where it was a bare text
};

/// Why a request is preflighted.
struct PreflightReason {
  enum class Kind : std::uint8_t { method, header, stream, listener, earlier_hop, seen };
  Kind kind;
  std::string_view name;
};
WHYCORS_NAMES(PreflightReason::Kind, "method", "header", "stream", "listener", "earlier-hop", "seen");

/// What went over the wire for one URL of the chain.
struct HopRecord {
  std::string_view url;
  std::string_view method;
  std::string_view origin; ///< the Origin header of the request itself; empty when none is sent
  bool cross_origin = false;
  bool preflight_needed = false; ///< a preflight is called for, sent or spared by the cache
  bool preflight_sent = false;
  std::string_view preflight_origin;
  std::string_view request_method;               ///< Access-Control-Request-Method
  std::vector<std::string_view> request_headers; ///< Access-Control-Request-Headers, one name an element
  bool actual_sent = false;
  Answer const* preflight = nullptr; ///< when sent
  Answer const* response = nullptr;  ///< when sent
  HeaderList preflight_headers;      ///< of the answers, as this engine reads them
  HeaderList response_headers;
};

/// The part of an answer that was needed and is not in the input.
struct Missing {
  enum class Part : std::uint8_t { nothing, preflight, response };
  Part part = Part::nothing;
  std::uint8_t hop = 0;
};

/// The result of one run for one engine.
struct Outcome {
  Engine engine = Engine::standard;
  Verdict verdict = Verdict::undetermined;
  Stage stage = Stage::response;
  StepId decided_at; ///< the step that blocked; none when allowed
  std::uint8_t decided_hop = 0;
  std::uint16_t status = 0;      ///< of the response that script gets
  bool same_origin = false;      ///< the whole chain stayed on the page's origin: CORS did not apply
  bool preflight_needed = false; ///< for the first hop, as are the next four
  bool preflight_sent = false;
  bool actual_sent = false;
  std::string_view request_method;
  std::vector<std::string_view> request_headers;
  std::vector<std::string_view> exposed_headers; ///< lower case, sorted
  std::optional<std::int64_t> preflight_max_age; ///< seconds that the first preflight may be reused
  Missing missing;

  void reset(Engine by) {
    std::vector<std::string_view> headers = std::move(request_headers);
    std::vector<std::string_view> exposed = std::move(exposed_headers);
    *this = Outcome{};
    headers.clear();
    exposed.clear();
    request_headers = std::move(headers);
    exposed_headers = std::move(exposed);
    engine = by;
  }
};

/// All that a run leaves behind when it records: what rules, console messages and the page read.
struct Trace {
  Outcome outcome;
  std::vector<Decision> decisions;
  std::vector<Quirk const*> revised_by; ///< what had this engine compute a value otherwise than the standard
  std::vector<HopRecord> hops;
  std::vector<PreflightReason> preflight_reasons;    ///< of the first hop
  std::vector<std::string_view> unsafe_header_names; ///< as a preflight of the first hop must allow them
  /// The chain as it was asked for: the last element's answer decided.
  Request request;

  HopRecord const* decided() const {
    return outcome.decided_hop < hops.size() ? &hops[outcome.decided_hop] : nullptr;
  }
  /// The last decision at that step, or null.
  Decision const* at(StepId step) const {
    for (std::size_t i = decisions.size(); i-- > 0;)
      if (decisions[i].step == step) return &decisions[i];
    return nullptr;
  }
};

} // namespace whycors
