#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
#include <whycors/engine.hpp>

#include "algorithm.hpp"
#include "request.hpp"
#include "trace.hpp"

namespace whycors {

/// What a quirk may look at, beside the answer or value of the standard that it is asked about.
struct StepContext {
  Request const& request;
  Answer const* answer; ///< the one being judged, where there is one
  Evidence evidence;
  bool in_preflight;
  TextStore& store; ///< for text that a quirk makes
};

/// A header list as an engine reads it: the one that was given, until a quirk replaces it.
class HeadersRead {
 public:
  explicit HeadersRead(HeaderList const& given) : given_(&given) {}

  HeaderList const& operator*() const { return own_ ? *own_ : *given_; }
  HeaderList const* operator->() const { return &**this; }
  void replace(HeaderList list) { own_ = std::move(list); }
  /// What a quirk put in place of the given list, or nothing.
  std::optional<HeaderList>& replaced() { return own_; }

  friend bool operator==(HeadersRead const& a, HeadersRead const& b) {
    return (!a.own_ && !b.own_ && a.given_ == b.given_) || *a == *b;
  }

 private:
  HeaderList const* given_;
  std::optional<HeaderList> own_;
};

/// A value that the standard computes at a step and an engine may compute otherwise.
using StepValue =
    std::variant<std::string_view*, std::optional<std::string_view>*, std::vector<std::string_view>*,
                 HeadersRead*, ListValues*, std::optional<std::int64_t>*>;

/// The header list that is computed at a step, or null where it is another value.
inline HeadersRead* headers_in(StepValue value) {
  HeadersRead* const* const headers = std::get_if<HeadersRead*>(&value);
  return headers ? *headers : nullptr;
}

/// Whether a deviation is the engine's own, or of the port that was measured (WebKitGTK's network stack) and
/// so not to be told of Safari.
enum class QuirkScope : std::uint8_t { engine, port };
WHYCORS_NAMES(QuirkScope, "engine", "port");

/// One measured deviation from the standard at one step: `decide` where the step is a decision, `revise`
/// where it is a value.
struct Quirk {
  std::string_view id;
  EngineSet engines;
  QuirkScope scope;
  StepId step;
  std::string_view summary; ///< what differs, for a person
  bool (*decide)(bool by_standard, StepContext const&) = nullptr;
  void (*revise)(StepValue, StepContext const&) = nullptr;
};

/// An engine as data: versions, limits, and its quirks by step.
struct EngineProfile {
  Engine engine = Engine::standard;
  std::string_view label;                    ///< as a person knows it
  std::string_view version;                  ///< that was measured
  std::optional<std::int64_t> max_age_limit; ///< seconds; none: the standard leaves it open
  /// The console lines that this browser prints for a trace; null for the standard.
  std::vector<std::string> (*messages)(Trace const&) = nullptr;

  /// The steps at which this engine may differ from the standard.
  std::bitset<steps.size()> deviates;

  static constexpr std::size_t most_quirks = 6; ///< at one step
  /// In the order in which they are asked, up to the first null.
  using Quirks = std::array<Quirk const*, most_quirks>;
  std::array<Quirks, steps.size()> quirks{};

  void add(Quirk const& quirk) {
    deviates.set(quirk.step.index);
    for (Quirk const*& place : quirks[quirk.step.index])
      if (!place) {
        place = &quirk;
        return;
      }
  }
};

} // namespace whycors
