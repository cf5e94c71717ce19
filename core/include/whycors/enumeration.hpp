#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace whycors {

/// The names of an enumeration in declaration order, specialised beside each enumeration that has a textual
/// form. One list serves reading, writing and the generated types.
template <class Enumeration>
struct NamesOf;

template <class Enumeration>
constexpr std::string_view to_name(Enumeration value) {
  return NamesOf<Enumeration>::values[static_cast<std::size_t>(value)];
}

template <class Enumeration>
constexpr std::optional<Enumeration> from_name(std::string_view name) {
  auto const& values = NamesOf<Enumeration>::values;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] == name) return static_cast<Enumeration>(i);
  return std::nullopt;
}

#define WHYCORS_NAMES(Enumeration, ...)                                                                      \
  template <>                                                                                                \
  struct NamesOf<Enumeration> {                                                                              \
    static constexpr std::array values = std::to_array<std::string_view>({__VA_ARGS__});                     \
  }

} // namespace whycors
