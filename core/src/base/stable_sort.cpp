#include "stable_sort.hpp"

#include <algorithm>

namespace whycors {

std::vector<std::uint32_t> stable_order(std::vector<std::uint32_t> const& keys) {
  // The index in the lower half makes every element different.
  std::vector<unsigned long long> keyed(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i)
    keyed[i] = static_cast<unsigned long long>(keys[i]) << 32U | i;
  std::sort(keyed.begin(), keyed.end());
  return {keyed.begin(), keyed.end()};
}

} // namespace whycors
