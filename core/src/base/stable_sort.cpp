#include "stable_sort.hpp"

#include <algorithm>
#include <string_view>

namespace whycors {

std::vector<std::uint32_t> stable_order(std::vector<std::uint32_t> const& keys) {
  // The index in the lower half makes every element different.
  std::vector<unsigned long long> keyed(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i)
    keyed[i] = static_cast<unsigned long long>(keys[i]) << 32U | i;
  std::sort(keyed.begin(), keyed.end());
  return {keyed.begin(), keyed.end()};
}

void sort(std::vector<std::string>& texts) {
  std::vector<std::string_view> views(texts.begin(), texts.end());
  std::sort(views.begin(), views.end());
  texts = std::vector<std::string>(views.begin(), views.end());
}

} // namespace whycors
