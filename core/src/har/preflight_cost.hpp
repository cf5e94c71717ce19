#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "entry.hpp"

namespace whycors::har {

/// Milliseconds since 1970 of a time as RFC 3339 writes it; nothing where it is none.
std::optional<std::int64_t> milliseconds(std::string_view text);

/// What preflights cost, and what keeping their answers would have saved.
class PreflightCost {
 public:
  struct Saving {
    std::uint64_t count = 0;
    double time = 0; ///< milliseconds
  };
  /// How long engines keep a preflight at most, in seconds.
  static constexpr std::array<std::int64_t, 3> limits{600, 7200, 86400};

  void add(Entry const& preflight);
  std::uint64_t count() const { return count_; }
  double time() const { return time_; }
  /// Those that had been answered well for the same call at most that many seconds ago; one of `limits`.
  Saving saved_within(std::int64_t seconds) const;

 private:
  static constexpr std::size_t most_kept = 16384;

  std::uint64_t count_ = 0;
  double time_ = 0;
  std::array<Saving, limits.size()> saved_{};
  /// When each was last sent, had it been kept for so long.
  std::unordered_map<std::uint64_t, std::array<std::int64_t, limits.size()>> sent_;
};

} // namespace whycors::har
