#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace whycors {

/// The indices of `keys` in the order of the keys, equal ones as they stand.
std::vector<std::uint32_t> stable_order(std::vector<std::uint32_t> const& keys);

/// Puts the items from `first` on in the order of their keys, equal ones as they stand. What is sorted are
/// numbers, by one function for all: std::stable_sort of large items is 7 kB for each of their types.
template <class Item, class Key>
void stable_sort(std::vector<Item>& items, Key key, std::size_t first = 0) {
  std::vector<std::uint32_t> keys;
  for (std::size_t i = first; i < items.size(); ++i)
    keys.push_back(static_cast<std::uint32_t>(key(items[i])));
  std::vector<Item> sorted;
  sorted.reserve(keys.size());
  for (std::uint32_t const index : stable_order(keys))
    sorted.push_back(std::move(items[first + index]));
  for (std::size_t i = 0; i < sorted.size(); ++i)
    items[first + i] = std::move(sorted[i]);
}

/// Byte by byte. By views, since a sort of strings is as much code again.
void sort(std::vector<std::string>& texts);

} // namespace whycors
