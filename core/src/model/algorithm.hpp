#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// The standards' algorithms and steps as data (steps.def), so that a decision can name where it was made.
namespace whycors {

enum class Algorithm : std::uint8_t {
#define ALGORITHM(id, name, anchor) id,
#define STEP(id, number, text)
#define SKIP(id, number, reason)
#include "steps.def"
#undef ALGORITHM
#undef STEP
#undef SKIP
};

struct AlgorithmRow {
  std::string_view name;
  std::string_view anchor;
};
inline constexpr auto algorithms = std::to_array<AlgorithmRow>({
#define ALGORITHM(id, name, anchor) {name, anchor},
#define STEP(id, number, text)
#define SKIP(id, number, reason)
#include "steps.def"
#undef ALGORITHM
#undef STEP
#undef SKIP
});

struct StepRow {
  Algorithm algorithm;
  std::string_view number;
  std::string_view text; ///< the question it asks, or the value it makes
};
inline constexpr auto steps = std::to_array<StepRow>({
#define ALGORITHM(id, name, anchor)
#define STEP(id, number, text) {Algorithm::id, number, text},
#define SKIP(id, number, reason)
#include "steps.def"
#undef ALGORITHM
#undef STEP
#undef SKIP
});

/// An index into `steps`. The default value names no step.
struct StepId {
  static constexpr std::uint8_t none = 0xFF;
  std::uint8_t index = none;

  constexpr explicit operator bool() const { return index != none; }
  constexpr StepRow const& row() const { return steps[index]; }
  constexpr AlgorithmRow const& algorithm_row() const {
    return algorithms[static_cast<std::size_t>(row().algorithm)];
  }
  friend constexpr bool operator==(StepId, StepId) = default;
};
static_assert(steps.size() < StepId::none);

/// Never defined: a call of it is no constant expression, and its name is the compiler's message.
void steps_def_has_no_such_step();

/// The step of that number; a number that steps.def does not have does not compile.
consteval StepId step_id(Algorithm algorithm, std::string_view number) {
  for (std::size_t index = 0; index < steps.size(); ++index)
    if (steps[index].algorithm == algorithm && steps[index].number == number)
      return {static_cast<std::uint8_t>(index)};
  steps_def_has_no_such_step();
  return {};
}

} // namespace whycors
