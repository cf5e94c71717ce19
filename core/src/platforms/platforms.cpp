#include "platforms.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/bytes.hpp"

namespace whycors::platforms {

#define PLATFORM(id) extern Platform const id;
#include "platforms.def"
#undef PLATFORM

namespace {

constexpr auto table = std::to_array<Platform const*>({
#define PLATFORM(id) &id,
#include "platforms.def"
#undef PLATFORM
});

struct EvidenceRow {
  std::string_view platform;
  Evidence evidence;
};

/// Written by scripts/platforms from what ran.
constexpr EvidenceRow evidence_rows[] = {
#define EVIDENCE(platform, grade, version) {platform, {ConfigEvidence::grade, version}},
#include "evidence.def"
#undef EVIDENCE
    {{}, {}},
};

std::string list(std::vector<std::string> const& items, std::string_view quoting) {
  std::string text;
  for (std::string const& item : items) {
    if (!text.empty()) text += ", ";
    if (quoting == "'" || quoting == "\"") {
      text += quoting;
      text += item;
      text += quoting;
    } else if (quoting == ":") {
      text += ':';
      text += byte_lowercase(item);
    } else {
      text += item;
    }
  }
  return text;
}

/// What stands for a marker; nothing when it is none.
std::optional<std::string> value_of(std::string_view marker, ServerPolicy const& policy,
                                    std::string_view origin) {
  auto const colon = marker.find(':');
  auto const name = marker.substr(0, colon);
  auto const quoting = colon == std::string_view::npos ? std::string_view("plain") : marker.substr(colon + 1);
  if (name == "origin" && quoting == "regex") {
    std::string escaped;
    for (char const byte : origin) {
      if (byte == '.' || byte == '[' || byte == ']') escaped += '\\';
      escaped += byte;
    }
    return escaped;
  }
  if (name == "origin") return std::string(origin);
  if (name == "origins") return list(policy.origins, quoting);
  if (name == "comma_origins") {
    std::string joined;
    for (std::string const& one : policy.origins)
      joined += (joined.empty() ? "" : ",") + one;
    return joined;
  }
  if (name == "methods") return list(policy.methods, quoting);
  if (name == "headers") return list(policy.headers, quoting);
  if (name == "exposed") return list(policy.exposed, quoting);
  if (name == "credentials") return policy.credentials ? "true" : "false";
  if (name == "max_age") return std::to_string(policy.max_age);
  return std::nullopt;
}

void fill_line(std::string_view line, ServerPolicy const& policy, std::string_view origin,
               std::string& text) {
  for (;;) {
    auto const open = line.find('@');
    text += line.substr(0, open);
    if (open == std::string_view::npos) break;
    auto const close = line.find('@', open + 1);
    auto const marker =
        close == std::string_view::npos ? std::string_view{} : line.substr(open + 1, close - open - 1);
    auto const is_marker_byte = [](char byte) {
      return is_ascii_alpha(byte) || std::string_view("_:'\"").find(byte) != std::string_view::npos;
    };
    auto const value = !marker.empty() && std::all_of(marker.begin(), marker.end(), is_marker_byte)
                           ? value_of(marker, policy, origin)
                           : std::nullopt;
    if (!value) {
      text += '@';
      line.remove_prefix(open + 1);
    } else {
      text += *value;
      line.remove_prefix(close + 1);
    }
  }
  text += '\n';
}

} // namespace

std::vector<Platform const*> all() { return {table.begin(), table.end()}; }

Platform const* find(std::string_view name) {
  for (Platform const* const platform : table)
    if (platform->name == name) return platform;
  return nullptr;
}

Evidence evidence_of(Platform const& platform) {
  for (EvidenceRow const& row : evidence_rows)
    if (row.platform == platform.name) return row.evidence;
  return {ConfigEvidence::documented, platform.documentation};
}

std::string fill(std::string_view config, ServerPolicy const& policy) {
  std::string text;
  std::string_view const first = policy.origins.empty() ? std::string_view() : policy.origins.front();
  std::vector<std::string_view> for_each_origin; // lines that stand together
  auto const write_for_each_origin = [&] {
    for (std::string const& origin : policy.origins)
      for (std::string_view const line : for_each_origin)
        fill_line(line, policy, origin, text);
    for_each_origin.clear();
  };
  while (config.starts_with('\n'))
    config.remove_prefix(1);
  while (!config.empty()) {
    auto const end = config.find('\n');
    auto line = config.substr(0, end);
    config.remove_prefix(end == std::string_view::npos ? config.size() : end + 1);
    bool wanted = true;
    auto const condition = [&](std::string_view prefix, bool holds) {
      if (!line.starts_with(prefix)) return;
      line.remove_prefix(prefix.size());
      wanted = wanted && holds;
    };
    condition("?credentials ", policy.credentials);
    condition("?headers ", !policy.headers.empty());
    condition("?exposed ", !policy.exposed.empty());
    if (!wanted) continue;
    constexpr std::string_view each = "*origin ";
    if (line.starts_with(each)) {
      for_each_origin.push_back(line.substr(each.size()));
      continue;
    }
    write_for_each_origin();
    fill_line(line, policy, first, text);
  }
  write_for_each_origin();
  return text;
}

std::string write(Platform const& platform, ServerPolicy const& policy) {
  return fill(platform.config, policy);
}

std::vector<std::string> traps_of(Platform const& platform) {
  std::vector<std::string> traps;
  std::string_view rest = platform.traps;
  while (!rest.empty()) {
    auto const end = rest.find('\n');
    if (auto const line = rest.substr(0, end); !line.empty()) traps.emplace_back(line);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  traps.push_back("Its documentation: " + std::string(platform.documentation));
  return traps;
}

} // namespace whycors::platforms
