#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

/// Triage of whole recordings of network traffic (HAR): every call from one origin to another, those that
/// fail or are about to by cause.
namespace whycors {

/// What becomes of a call: `failed` in a browser or in the recording; `undetermined`: the recording lacks
/// what decides it; `fragile`: allowed, and something is wrong that can break it.
enum class HarOutcome : std::uint8_t { failed, undetermined, fragile };
WHYCORS_NAMES(HarOutcome, "failed", "undetermined", "fragile");

/// A call as text that `diagnose` takes, without the values of cookies and credentials, and its Report, whose
/// places are in that text.
struct HarExample {
  std::uint64_t at = 0; ///< the entry's first byte in the file
  std::string started;
  std::string method;
  std::string url;
  std::string text;
  Report report;
};

/// Calls to one server that fail for one cause.
struct HarGroup {
  HarOutcome outcome = HarOutcome::failed;
  std::string cause;
  std::string code; ///< of the leading finding; empty where there is none
  std::string summary;
  std::string server; ///< the origin that is called
  std::uint64_t count = 0;
  std::vector<std::string> origins; ///< of the pages that call
  std::vector<std::string> methods;
  EngineSet engines; ///< that block it
  bool preflight_not_recorded = false;
  HarExample example;
};

/// What a Max-Age as long as an engine takes would save of the preflights that were sent.
struct HarSaving {
  std::string engine;
  std::int64_t max_age = 0; ///< seconds
  std::uint64_t count = 0;
  double time = 0; ///< milliseconds
};

struct HarPreflights {
  std::uint64_t count = 0;
  double time = 0;                ///< milliseconds, all together
  std::uint64_t not_recorded = 0; ///< calls that need one and have none: kept by the browser, or left out
  std::vector<HarSaving> savings;
};

/// The least that a server must allow so that every call of the recording goes through.
struct HarPolicy {
  std::string server;
  std::vector<std::string> origins;
  std::vector<std::string> methods;
  std::vector<std::string> headers;
  bool credentials = false;
  std::int64_t max_age = 0; ///< seconds
};

struct HarDamage {
  std::uint64_t at = 0; ///< the byte of the file
  std::string text;
};

struct HarReport {
  std::uint32_t schema_version = 1;
  std::uint64_t bytes = 0;
  std::uint64_t entries = 0;
  std::uint64_t calls = 0; ///< across origins, to which CORS applies
  std::uint64_t allowed = 0;
  std::uint64_t failed = 0;
  std::uint64_t fragile = 0;
  std::uint64_t undetermined = 0;
  std::uint64_t cancelled = 0;  ///< by the page, so nothing can be told of them
  std::vector<HarGroup> groups; ///< failed ones first, the largest first
  std::uint64_t ungrouped = 0;  ///< calls in more groups than are kept
  HarPreflights preflights;
  std::vector<HarPolicy> policies;
  std::uint64_t too_large = 0;     ///< entries of which not all could be kept
  std::optional<HarDamage> damage; ///< where the file can't be read any further

  /// 0 nothing failed, 1 some call did, 2 no entry could be read, 3 undetermined.
  int exit_status() const;
};

/// What a part of a recording tells without those before it: where strings may end. Made in another thread,
/// it saves the one that feeds from looking at bodies.
class HarOutline {
 public:
  /// Looks at a part, which stays where it is until it is fed.
  void draw(std::string_view part);
  /// For who has looked at the block that begins at `at`: the first block behind it in which a string may
  /// end.
  char const* next(char const* at) const;

 private:
  std::string_view part_;
  std::vector<std::uint64_t> blocks_; ///< a bit for each block of 64 bytes in which a string may end
};

/// Feed a recording in parts of any length, then `finish`. Memory does not grow with its size.
class HarTriage {
 public:
  HarTriage();
  ~HarTriage();
  /// `outline`, where there is one, was drawn of these bytes.
  void feed(std::string_view bytes, HarOutline const* outline = nullptr);
  std::uint64_t entries() const;
  HarReport finish();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

std::string to_json(HarReport const& report);
/// For a terminal; `name` is the file's.
std::string to_text(HarReport const& report, std::string_view name);

} // namespace whycors
