#pragma once

#include <string>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

#include "model/server_policy.hpp"

/// Server platforms: each a file that says how a policy is written there, and one row in platforms.def.
namespace whycors::platforms {

struct Platform {
  std::string_view name;  ///< as the command line takes it
  std::string_view label; ///< as people call it
  /// The config, in the lines of `fill`.
  std::string_view config;
  /// What goes wrong there, one sentence a line.
  std::string_view traps;
  /// Where its own documentation is; the source where it was never run.
  std::string_view documentation;
  /// What begins a comment in it; empty where the syntax has none.
  std::string_view comment = "#";
  /// Marks that tell it, lower case, one a line: `name: part of the value` of a header of an answer, `body:
  /// part of its body`, or `text: part of the paste`, which its settings, its code or its logs have.
  std::string_view marks = {};
};

/// All platforms, in the order in which they are listed.
std::vector<Platform const*> all();

/// By name, or null.
Platform const* find(std::string_view name);

/// How a platform's config was tried: with which version of the server, or not at all.
struct Evidence {
  ConfigEvidence grade = ConfigEvidence::documented;
  std::string_view version;
};
Evidence evidence_of(Platform const& platform);

/// The policy in the platform's own idiom.
std::string write(Platform const& platform, ServerPolicy const& policy);

/// The traps, a sentence each, and where to read on.
std::vector<std::string> traps_of(Platform const& platform);

/// Fills a template with a policy. `@origin@` is the first origin; `@origins:Q@`, `@methods:Q@`,
/// `@headers:Q@` and
/// `@exposed:Q@` are lists in which Q stands for how an item is written: `plain`, `'`, `"`, `:` (a Ruby
/// symbol in lower case). `@max_age@` is a number. A line that begins with `?credentials `, `?headers ` or
/// `?exposed ` is there only when there are such; those that begin with `*origin ` are repeated together for
/// each origin.
std::string fill(std::string_view config, ServerPolicy const& policy);

} // namespace whycors::platforms
