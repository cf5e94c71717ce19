#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// A value that the standard computes at a step and an engine may compute otherwise.
using StepValue =
    std::variant<std::string_view*, std::optional<std::string_view>*, std::vector<std::string_view>*,
                 HeaderList*, ListValues*, std::optional<std::int64_t>*>;

/// Whether a deviation is the engine's own, or of the port that was measured (WebKitGTK's network stack) and
/// so not to be told of Safari.
enum class QuirkScope : std::uint8_t { engine, port };
WHYCORS_NAMES(QuirkScope, "engine", "port");

/// One measured deviation from the standard at one step. Exactly one of `decide` and `revise` is set.
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

  /// For mutation tests: the answer of this step is turned round.
  StepId inverted;

  static constexpr std::size_t most_quirks = 4; ///< at one step
  std::array<std::array<Quirk const*, most_quirks>, steps.size()> quirks{};

  constexpr void add(Quirk const& quirk) {
    for (Quirk const*& place : quirks[quirk.step.index])
      if (!place) {
        place = &quirk;
        return;
      }
  }
};

} // namespace whycors
