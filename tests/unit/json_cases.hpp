#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// Files of the tests folder.
namespace whycors::testing {

inline std::filesystem::path folder(std::string const& name) {
  return std::filesystem::path(WHYCORS_TESTS_FOLDER) / name;
}

inline std::string read(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The files of a folder that end so, sorted, so that a run is the same anywhere.
inline std::vector<std::filesystem::path> files(std::filesystem::path const& in, std::string const& ending) {
  std::vector<std::filesystem::path> found;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(in))
    if (entry.path().string().ends_with(ending)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

} // namespace whycors::testing
