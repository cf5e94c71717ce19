#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace whycors {

/// Who judges: the Fetch Standard as written, and the three browser engines.
enum class Engine : std::uint8_t { standard, chromium, gecko, webkit };

inline constexpr std::array<std::string_view, 4> engine_names{"standard", "chromium", "gecko", "webkit"};
inline constexpr std::array all_engines{Engine::standard, Engine::chromium, Engine::gecko, Engine::webkit};
/// The browsers, in the order in which the leading cause is looked for where they differ.
inline constexpr std::array browser_engines{Engine::chromium, Engine::webkit, Engine::gecko};

constexpr std::string_view name_of(Engine engine) { return engine_names[static_cast<std::size_t>(engine)]; }
constexpr std::optional<Engine> engine_from_name(std::string_view name) {
  for (Engine const engine : all_engines)
    if (name_of(engine) == name) return engine;
  return std::nullopt;
}

/// A set of engines, small enough to be a constant in a table.
class EngineSet {
 public:
  constexpr EngineSet() = default;
  template <class... Engines>
  constexpr explicit EngineSet(Engines... engines)
      : bits_(static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(engines))))) {}

  constexpr bool contains(Engine engine) const { return (bits_ >> static_cast<unsigned>(engine)) & 1U; }
  constexpr void insert(Engine engine) {
    bits_ = static_cast<std::uint8_t>(bits_ | (1U << static_cast<unsigned>(engine)));
  }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(EngineSet, EngineSet) = default;

  static constexpr EngineSet browsers() { return EngineSet(Engine::chromium, Engine::gecko, Engine::webkit); }

 private:
  std::uint8_t bits_ = 0;
};

} // namespace whycors
