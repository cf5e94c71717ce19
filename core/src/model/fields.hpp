#pragma once

#include <string_view>
#include <whycors/har.hpp>
#include <whycors/report.hpp>

/// The field lists of the report: the one source of its JSON and of its TypeScript types. `Fields<T>::visit`
/// calls the visitor with each field's JSON name, member and meaning; a `Span` is written as `start` and
/// `end`.
namespace whycors {

template <class T>
struct Fields;

template <>
struct Fields<Label> {
  static constexpr std::string_view name = "Label";
  static void visit(auto&& field) {
    field("", &Label::span, "the place in the pasted text, in UTF-16 code units");
    field("text", &Label::text, "what is to be said about it");
    field("primary", &Label::primary, "whether this is the culprit, or only helps to see why");
    field("ghost", &Label::ghost, "for a missing header: the line that should follow this place");
  }
};

template <>
struct Fields<PrintedConfig> {
  static constexpr std::string_view name = "PrintedConfig";
  static void visit(auto&& field) {
    field("platform", &PrintedConfig::platform, "the platform's name");
    field("text", &PrintedConfig::text, "the config, ready to copy");
    field("evidence", &PrintedConfig::evidence, "what proves it");
    field("version", &PrintedConfig::version,
          "of the server that proved it, or the source that documents it");
    field("notes", &PrintedConfig::notes, "traps of this platform");
    field("recognizedBy", &PrintedConfig::recognized_by,
          "the mark in an answer that tells the platform; empty where none does");
  }
};

template <>
struct Fields<Remedy> {
  static constexpr std::string_view name = "Remedy";
  static void visit(auto&& field) {
    field("intent", &Remedy::intent, "what to change, in one sentence");
    field("applicability", &Remedy::applicability, "how far it can be used as it is printed");
    field("passesIn", &Remedy::passes_in, "engines in which the call is allowed once it is applied");
    field("verify", &Remedy::verify, "the command, and the clicks, that show it fixed");
    field("configs", &Remedy::configs, "for each platform");
  }
};

template <>
struct Fields<Finding> {
  static constexpr std::string_view name = "Finding";
  static void visit(auto&& field) {
    field("code", &Finding::code, "WC and four digits, never reused");
    field("name", &Finding::name, "the code in words");
    field("cause", &Finding::cause, "the name with its parameter");
    field("category", &Finding::category, "what kind of finding it is");
    field("severity", &Finding::severity, "how bad it is");
    field("certainty", &Finding::certainty, "how sure it is");
    field("message", &Finding::message, "what: one sentence that stands alone");
    field("labels", &Finding::labels, "where");
    field("notes", &Finding::notes, "why, and what follows from it");
    field("help", &Finding::help, "how to mend it");
    field("engines", &Finding::engines, "the engines it concerns");
    field("steps", &Finding::steps, "of the standard");
    field("remedies", &Finding::remedies, "what to change, and where");
  }
};

template <>
struct Fields<DecidedAt> {
  static constexpr std::string_view name = "DecidedAt";
  static void visit(auto&& field) {
    field("algorithm", &DecidedAt::algorithm, "of the standard");
    field("step", &DecidedAt::step, "its number");
    field("text", &DecidedAt::text, "what it asks");
    field("url", &DecidedAt::url, "where the standard says so");
  }
};

template <>
struct Fields<StepTaken> {
  static constexpr std::string_view name = "StepTaken";
  static void visit(auto&& field) {
    field("algorithm", &StepTaken::algorithm, "of the standard");
    field("step", &StepTaken::step, "its number");
    field("text", &StepTaken::text, "what it asks");
    field("hop", &StepTaken::hop, "0 for the URL asked for, then each redirect");
    field("inPreflight", &StepTaken::in_preflight, "whether it was about the preflight");
    field("byStandard", &StepTaken::by_standard, "the standard's answer");
    field("byEngine", &StepTaken::by_engine, "this engine's answer");
    field("quirk", &StepTaken::quirk, "why they differ");
    field("evidence", &StepTaken::evidence, "the header row or text it was about");
    field("", &StepTaken::span, "the evidence in the pasted text");
  }
};

template <>
struct Fields<SentRequest> {
  static constexpr std::string_view name = "SentRequest";
  static void visit(auto&& field) {
    field("method", &SentRequest::method, "as sent");
    field("headers", &SentRequest::headers, "those that CORS adds");
  }
};

template <>
struct Fields<EngineReport> {
  static constexpr std::string_view name = "EngineReport";
  static void visit(auto&& field) {
    field("label", &EngineReport::label, "as a person knows it");
    field("version", &EngineReport::version, "that was measured");
    field("verdict", &EngineReport::verdict, "what becomes of the call");
    field("stage", &EngineReport::stage, "where it was decided; absent when allowed");
    field("waitsFor", &EngineReport::waits_for, "the stage whose answer the input lacks; when undetermined");
    field("decidedAt", &EngineReport::decided_at, "the step that blocked; absent when allowed");
    field("preflightSent", &EngineReport::preflight_sent, "for the first hop");
    field("preflightRequest", &EngineReport::preflight_request, "for the first hop");
    field("actualSent", &EngineReport::actual_sent, "for the first hop");
    field("exposedHeaders", &EngineReport::exposed_headers, "that script may read, in lower case");
    field("console", &EngineReport::console, "what this browser prints, a line each");
    field("preflightMaxAge", &EngineReport::preflight_max_age, "seconds that the preflight may be reused");
    field("quirks", &EngineReport::quirks, "deviations from the standard that had a part in it");
    field("steps", &EngineReport::steps, "every step taken, when asked for");
  }
};

template <>
struct Fields<PreflightBecause> {
  static constexpr std::string_view name = "PreflightBecause";
  static void visit(auto&& field) {
    field("kind", &PreflightBecause::kind,
          "method, header, stream, listener, earlier-hop, or seen: the input shows it");
    field("name", &PreflightBecause::name, "of the method or header");
  }
};

template <>
struct Fields<PreflightReport> {
  static constexpr std::string_view name = "PreflightReport";
  static void visit(auto&& field) {
    field("needed", &PreflightReport::needed, "by the standard, for the first hop");
    field("because", &PreflightReport::because, "every reason");
  }
};

template <>
struct Fields<FactReport> {
  static constexpr std::string_view name = "FactReport";
  static void visit(auto&& field) {
    field("name", &FactReport::name, "what is known");
    field("value", &FactReport::value, "as it was used");
    field("provenance", &FactReport::provenance, "how it is known");
    field("because", &FactReport::because, "the evidence or the reason");
    field("flips", &FactReport::flips, "whether another likely value gives another verdict");
    field("", &FactReport::span, "the evidence in the pasted text");
  }
};

template <>
struct Fields<Event> {
  static constexpr std::string_view name = "Event";
  static void visit(auto&& field) {
    field("actor", &Event::actor, "page, browser or server");
    field("text", &Event::text, "what happened, in one sentence");
    field("method", &Event::method, "of the request on the wire");
    field("url", &Event::url, "it went to");
    field("status", &Event::status, "of the response");
    field("result", &Event::result, "passed, failed or unknown");
    field("", &Event::span, "the evidence in the pasted text");
  }
};

template <>
struct Fields<Block> {
  static constexpr std::string_view name = "Block";
  static void visit(auto&& field) {
    field("kind", &Block::kind, "what the block was taken for");
    field("text", &Block::text, "the same in words");
    field("", &Block::span, "its place in the pasted text");
    field("hop", &Block::hop, "0 for the URL asked for, then each redirect");
    field("taken", &Block::taken, "the headers in it that have a part in the diagnosis");
    field("ignored", &Block::ignored, "the headers in it that have none");
  }
};

template <>
struct Fields<Detected> {
  static constexpr std::string_view name = "Detected";
  static void visit(auto&& field) {
    field("format", &Detected::format, "the name of the format");
    field("confidence", &Detected::confidence, "how sure that is");
    field("text", &Detected::text, "the same in words");
  }
};

template <>
struct Fields<SequenceReport> {
  static constexpr std::string_view name = "SequenceReport";
  static void visit(auto&& field) {
    field("at", &SequenceReport::at, "seconds from the start");
    field("engines", &SequenceReport::engines, "as in a report");
  }
};

template <>
struct Fields<Report> {
  static constexpr std::string_view name = "Report";
  static void visit(auto&& field) {
    field("id", &Report::id, "of the exchange");
    field("schemaVersion", &Report::schema_version, "grows when a key is removed or renamed");
    field("detected", &Report::detected, "what the input was taken for");
    field("cause", &Report::cause, "the one to act on first");
    field("causes", &Report::causes, "all of them, ranked");
    field("summary", &Report::summary, "the answer, in one sentence that stands alone");
    field("preflight", &Report::preflight, "whether one is needed, and why");
    field("engines", &Report::engines, "the verdict of each");
    field("facts", &Report::facts, "what the diagnosis rests on");
    field("eventsOf", &Report::events_of, "the engine whose story the events are");
    field("events", &Report::events, "what happened, in order");
    field("blocks", &Report::blocks, "what was taken from where");
    field("findings", &Report::findings, "ranked");
    field("sequence", &Report::sequence, "for timed exchanges");
  }
};

template <>
struct Fields<HarExample> {
  static constexpr std::string_view name = "HarExample";
  static void visit(auto&& field) {
    field("at", &HarExample::at, "where its entry begins in the file, in bytes");
    field("started", &HarExample::started, "the time that the recording gives");
    field("method", &HarExample::method, "of the call");
    field("url", &HarExample::url, "of the call");
    field("text", &HarExample::text,
          "the call as HTTP messages, without the values of cookies and credentials");
    field("report", &HarExample::report, "the diagnosis of `text`, which its places are in");
  }
};

template <>
struct Fields<HarGroup> {
  static constexpr std::string_view name = "HarGroup";
  static void visit(auto&& field) {
    field("outcome", &HarGroup::outcome, "what becomes of these calls");
    field("cause", &HarGroup::cause, "the one to act on first");
    field("code", &HarGroup::code, "of the finding, or empty");
    field("summary", &HarGroup::summary, "one sentence");
    field("server", &HarGroup::server, "the origin that is called");
    field("count", &HarGroup::count, "how many calls");
    field("origins", &HarGroup::origins, "of the pages that call, 16 at most");
    field("methods", &HarGroup::methods, "16 at most");
    field("engines", &HarGroup::engines, "that block them");
    field("preflightNotRecorded", &HarGroup::preflight_not_recorded,
          "whether a preflight was taken to have passed, since the recording has none and the request was "
          "sent");
    field("example", &HarGroup::example, "the first of them");
  }
};

template <>
struct Fields<HarSaving> {
  static constexpr std::string_view name = "HarSaving";
  static void visit(auto&& field) {
    field("engine", &HarSaving::engine, "its name");
    field("maxAge", &HarSaving::max_age, "the longest that it keeps a preflight, in seconds");
    field("count", &HarSaving::count, "preflights that would not have been sent");
    field("time", &HarSaving::time, "that they took, in milliseconds");
  }
};

template <>
struct Fields<HarPreflights> {
  static constexpr std::string_view name = "HarPreflights";
  static void visit(auto&& field) {
    field("count", &HarPreflights::count, "that were sent");
    field("time", &HarPreflights::time, "that they took together, in milliseconds");
    field("notRecorded", &HarPreflights::not_recorded,
          "calls that need one and have none in the recording: kept by the browser, or left out");
    field("savings", &HarPreflights::savings, "what an Access-Control-Max-Age would have saved");
  }
};

template <>
struct Fields<HarPolicy> {
  static constexpr std::string_view name = "HarPolicy";
  static void visit(auto&& field) {
    field("server", &HarPolicy::server, "the origin that must allow it");
    field("origins", &HarPolicy::origins, "of pages");
    field("methods", &HarPolicy::methods, "as they are sent");
    field("headers", &HarPolicy::headers, "of requests, in lower case");
    field("credentials", &HarPolicy::credentials, "whether cookies and the like are sent");
    field("maxAge", &HarPolicy::max_age, "seconds that a preflight may be kept");
  }
};

template <>
struct Fields<HarDamage> {
  static constexpr std::string_view name = "HarDamage";
  static void visit(auto&& field) {
    field("at", &HarDamage::at, "the byte of the file");
    field("text", &HarDamage::text, "what is wrong there");
  }
};

template <>
struct Fields<HarReport> {
  static constexpr std::string_view name = "HarReport";
  static void visit(auto&& field) {
    field("schemaVersion", &HarReport::schema_version, "grows when a key is removed or renamed");
    field("bytes", &HarReport::bytes, "of the file");
    field("entries", &HarReport::entries, "that were read");
    field("calls", &HarReport::calls, "from one origin to another, to which CORS applies");
    field("allowed", &HarReport::allowed, "calls with nothing wrong");
    field("failed", &HarReport::failed, "calls that a browser blocks, or that failed in the recording");
    field("fragile", &HarReport::fragile, "allowed calls with a warning");
    field("undetermined", &HarReport::undetermined, "calls of which the recording lacks what decides them");
    field("cancelled", &HarReport::cancelled, "calls that the page gave up");
    field("groups", &HarReport::groups, "by outcome, cause and server; failed ones and large ones first");
    field("ungrouped", &HarReport::ungrouped, "calls of more groups than are kept");
    field("preflights", &HarReport::preflights, "what they cost");
    field("policies", &HarReport::policies,
          "for each server of a failed call: the least that lets all calls of the recording through");
    field("tooLarge", &HarReport::too_large,
          "entries that are larger than what is kept of one, and were passed over");
    field("damage", &HarReport::damage, "where the file can't be read any further");
  }
};

} // namespace whycors
