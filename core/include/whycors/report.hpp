#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whycors/engine.hpp>
#include <whycors/enumeration.hpp>
#include <whycors/span.hpp>

/// What a person gets: the result nouns. Every field list below is the one source of the JSON and of the
/// TypeScript types. Spans are UTF-8 bytes here and UTF-16 code units in every output.
namespace whycors {

enum class Verdict : std::uint8_t { allowed, blocked, opaque, undetermined };
WHYCORS_NAMES(Verdict, "allowed", "blocked", "opaque", "undetermined");

/// Where a call was decided.
enum class Stage : std::uint8_t { request, preflight, redirect, response };
WHYCORS_NAMES(Stage, "request", "preflight", "redirect", "response");

enum class Category : std::uint8_t { blocked, interop, security, hygiene, input };
WHYCORS_NAMES(Category, "blocked", "interop", "security", "hygiene", "input");

enum class Severity : std::uint8_t { error, warning, note };
WHYCORS_NAMES(Severity, "error", "warning", "note");

enum class Certainty : std::uint8_t { certain, likely };
WHYCORS_NAMES(Certainty, "certain", "likely");

/// How a fact is known; in the order of trust.
enum class Provenance : std::uint8_t { observed, inferred, assumed, chosen };
WHYCORS_NAMES(Provenance, "observed", "inferred", "assumed", "chosen");

enum class Applicability : std::uint8_t { exact, has_placeholders, needs_review };
WHYCORS_NAMES(Applicability, "exact", "has-placeholders", "needs-review");

/// What proves a printed config: the real server, the vendor's emulator, or its documentation.
enum class ConfigEvidence : std::uint8_t { proven, emulated, documented };
WHYCORS_NAMES(ConfigEvidence, "proven", "emulated", "documented");

/// A name and a value, printed as a pair: ["Accept", "*/*"].
using NameValue = std::pair<std::string, std::string>;

/// A place in the pasted text with what is to be said about it.
struct Label {
  Span span;
  std::string text;
  bool primary = true;
  /// For a header that is missing: the line that should stand after the span.
  std::optional<std::string> ghost;
};

struct PrintedConfig {
  std::string platform;
  std::string text;
  ConfigEvidence evidence = ConfigEvidence::documented;
  std::string version; ///< of the server it was proven on, or the source it is documented by
  std::vector<std::string> notes;
  std::string recognized_by; ///< the mark in an answer that tells the platform; empty where none does
};

struct Remedy {
  std::string intent; ///< what to change, in one sentence
  Applicability applicability = Applicability::exact;
  EngineSet passes_in; ///< engines in which the call is allowed after it: applied and run again
  std::string verify;  ///< the command, and the clicks, that show it fixed
  std::vector<PrintedConfig> configs;
};

struct Finding {
  std::string code;  ///< WC and four digits; never reused
  std::string name;  ///< the code in words
  std::string cause; ///< the name with its parameter
  Category category = Category::blocked;
  Severity severity = Severity::error;
  Certainty certainty = Certainty::certain;
  std::string message;            ///< what: one sentence that stands alone
  std::vector<Label> labels;      ///< where
  std::vector<std::string> notes; ///< why, and what follows from it
  std::string help;               ///< how
  EngineSet engines;              ///< in which it blocks, or which it concerns
  std::vector<std::string> steps; ///< of the standard, as `algorithm step`
  std::vector<Remedy> remedies;
};

struct DecidedAt {
  std::string algorithm;
  std::string step;
  std::string text;
  std::string url;
};

/// One step of the standard as an engine took it.
struct StepTaken {
  std::string algorithm;
  std::string step;
  std::string text;
  std::uint32_t hop = 0;
  bool in_preflight = false;
  bool by_standard = false;
  bool by_engine = false;
  std::optional<std::string> quirk;
  std::optional<std::string> evidence; ///< the header row or text it was about
  std::optional<Span> span;
};

struct SentRequest {
  std::string method;
  std::vector<NameValue> headers;
};

struct EngineReport {
  std::string label;
  std::string version;
  Verdict verdict = Verdict::undetermined;
  std::optional<Stage> stage;
  std::optional<Stage> waits_for;
  std::optional<DecidedAt> decided_at;
  bool preflight_sent = false;
  std::optional<SentRequest> preflight_request;
  bool actual_sent = false;
  std::vector<std::string> exposed_headers;
  std::vector<std::string> console;
  std::optional<std::int64_t> preflight_max_age; ///< seconds
  std::vector<std::string> quirks;               ///< summaries of the deviations that had a part in it
  std::optional<std::vector<StepTaken>> steps;   ///< when asked for
};

struct EngineReports {
  std::array<std::optional<EngineReport>, 4> by_engine;
  std::optional<EngineReport>& operator[](Engine engine) {
    return by_engine[static_cast<std::size_t>(engine)];
  }
  std::optional<EngineReport> const& operator[](Engine engine) const {
    return by_engine[static_cast<std::size_t>(engine)];
  }
};

struct PreflightBecause {
  std::string kind; ///< method, header, stream, listener or earlier-hop
  std::optional<std::string> name;
};

struct PreflightReport {
  bool needed = false;
  std::vector<PreflightBecause> because;
};

/// A thing that the diagnosis rests on, and how it is known.
struct FactReport {
  std::string name;
  std::string value;
  Provenance provenance = Provenance::assumed;
  std::string because;
  bool flips = false; ///< whether the verdict would be another with another likely value
  std::optional<Span> span;
};

/// One message on the wire, in order: what happened.
struct Event {
  std::string actor; ///< page, browser or server
  std::string text;  ///< one sentence
  std::optional<std::string> method;
  std::optional<std::string> url;
  std::optional<std::uint16_t> status;
  std::string result; ///< passed, failed, or unknown
  std::optional<Span> span;
};

/// A part of the paste and what it was taken for.
struct Block {
  std::string
      kind; ///< request, preflight-request, preflight, response, redirect, code, console, words, ignored
  std::string text; ///< in words: what it is
  Span span;
  std::uint32_t hop = 0;
  std::vector<std::string> taken;   ///< names of the headers in it that have a part in the diagnosis
  std::vector<std::string> ignored; ///< and of those that have none
};

struct Detected {
  std::string format;
  Certainty confidence = Certainty::certain;
  std::string text; ///< in words
};

/// The outcome of one timed exchange of a sequence.
struct SequenceReport {
  double at = 0; ///< seconds
  EngineReports engines;
};

struct Report {
  std::optional<std::string> id;
  std::uint32_t schema_version = 1;
  Detected detected;
  std::string cause;
  std::vector<std::string> causes;
  std::string summary;
  PreflightReport preflight;
  EngineReports engines;
  std::vector<FactReport> facts;
  std::string events_of; ///< the engine whose story it is: the first that blocks, where one does
  std::vector<Event> events;
  std::vector<Block> blocks;
  std::vector<Finding> findings;
  std::optional<std::vector<SequenceReport>> sequence;

  /// 0 allowed in every browser, 1 blocked in some, 3 undetermined in some and blocked in none.
  int exit_status() const;
};

} // namespace whycors
