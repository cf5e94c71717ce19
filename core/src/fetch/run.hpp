#pragma once

#include <array>
#include <bitset>
#include <forward_list>
#include <string_view>

#include "model/algorithm.hpp"
#include "model/quirk.hpp"
#include "model/trace.hpp"

/// The one seam between the standard's algorithms and the engines: every "If" of the standard goes through
/// `Steps::when`, every computed value that an engine may compute otherwise through `Steps::value`.
namespace whycors::fetch {

class Run;
class PreflightCache;

/// A step number of one algorithm. Built at compile time; a number that steps.def lacks does not compile.
template <Algorithm algorithm>
struct StepNumber {
  StepId id;
  consteval StepNumber(char const* number) : id(step_id(algorithm, number)) {}
};

/// One evaluation of one exchange by one engine. Recording is its policy: without a trace, a decision costs a
/// table look-up.
class Run {
 public:
  Run(EngineProfile const& engine, Exchange const& given, Request const& about, TextStore& text,
      Trace* record, PreflightCache* shared, std::int64_t time)
      : profile(engine), exchange(given), store(text), trace(record), cache(shared), now(time),
        request(&about), deviating_(engine.deviates) {
    outcome.engine = engine.engine;
  }

  EngineProfile const& profile;
  Exchange const& exchange;
  TextStore& store;
  Trace* trace;          ///< null: nothing is recorded
  PreflightCache* cache; ///< null: nothing is remembered from one call to the next
  std::int64_t now;      ///< milliseconds; for the preflight cache
  Outcome outcome;

  /// Has the run speak for another engine as well, as long as that one answers like the one that it is of.
  void speak_for(EngineProfile const& companion) {
    companions_[static_cast<std::size_t>(companion.engine)] = &companion;
    deviating_ |= companion.deviates;
  }
  /// Whether it does so still. An engine that answered otherwise needs a run of its own.
  bool speaks_for(Engine engine) const { return companions_[static_cast<std::size_t>(engine)] != nullptr; }

  // Where the run stands; read by decisions.
  Request const* request;
  Answer const* answer = nullptr;
  bool in_preflight = false;

  template <Algorithm algorithm>
  class Steps;
  /// Opens an algorithm of the standard.
  template <Algorithm algorithm>
  Steps<algorithm> begin();

  /// Notes where the call failed; the innermost failure counts.
  void failed_at(StepId step, Stage stage) {
    if (outcome.decided_at) return;
    outcome.decided_at = step;
    outcome.stage = stage;
    outcome.decided_hop = hop();
  }
  void lacks(Missing::Part part) {
    // That a redirect came tells that the preflight before it passed.
    if (outcome.missing.part != Missing::Part::nothing && outcome.missing.hop == hop()) return;
    outcome.missing = {part, hop()};
  }
  std::uint8_t hop() const {
    return static_cast<std::uint8_t>(request->url_list.empty() ? 0 : request->hop());
  }
  /// The record of the current hop, or null when nothing is recorded.
  HopRecord* hop_record() { return trace && !trace->hops.empty() ? &trace->hops.back() : nullptr; }

  /// Keeps a header list that an engine reads otherwise than it was given.
  HeaderList& keep(HeaderList list) { return revised_lists_.emplace_front(std::move(list)); }

 private:
  std::array<EngineProfile const*, all_engines.size()> companions_{};
  std::bitset<steps.size()> deviating_; ///< where one of those that the run speaks for has a quirk
  std::forward_list<HeaderList> revised_lists_;

  bool follows_the_standard(StepId step) const { return !deviating_[step.index]; }
  bool decide(StepId step, bool by_standard, Evidence evidence);
  // Evidence is made here and not where each of the hundred steps is.
  [[gnu::noinline]] bool decide(StepId step, bool by_standard) {
    return decide(step, by_standard, Evidence{});
  }
  [[gnu::noinline]] bool decide(StepId step, bool by_standard, Header const* row) {
    return decide(step, by_standard, Evidence(row));
  }
  [[gnu::noinline]] bool decide(StepId step, bool by_standard, std::string_view text) {
    return decide(step, by_standard, Evidence(text));
  }
  /// Has this engine's quirks revise a value, and notes those that did.
  template <class Value>
  void revise(StepId step, Value& value, Evidence evidence) {
    if (!trace) return revise_by(profile, step, &value, evidence);
    for (Quirk const* quirk : profile.quirks[step.index]) {
      if (!quirk) break;
      Value const before = value;
      quirk->revise(&value, context(evidence));
      if (!(value == before)) trace->revised_by.push_back(quirk);
    }
  }
  StepContext context(Evidence evidence) const { return {*request, answer, evidence, in_preflight, store}; }
  void revise_by(EngineProfile const& engine, StepId step, StepValue value, Evidence evidence) const;

  static bool are_same(EngineProfile::Quirks const& a, EngineProfile::Quirks const& b) {
    std::size_t at = 0;
    while (at < a.size() && a[at] && a[at] == b[at])
      ++at;
    return at == a.size() || a[at] == b[at];
  }

  /// A companion stays when its quirks leave the value just as this engine's do: as `ours`.
  template <class Value>
  void drop_companions_that_differ(StepId step, Value const& given, Value const& ours, Evidence evidence) {
    for (EngineProfile const*& companion : companions_) {
      if (!companion || are_same(companion->quirks[step.index], profile.quirks[step.index])) continue;
      Value theirs = given;
      revise_by(*companion, step, &theirs, evidence);
      if (!(theirs == ours)) drop(companion);
    }
  }
  /// `companion` is an element of `companions_`. Its quirks are asked no more.
  void drop(EngineProfile const*& companion) {
    companion = nullptr;
    deviating_ = profile.deviates;
    for (EngineProfile const* const other : companions_)
      if (other) deviating_ |= other->deviates;
  }
};

template <Algorithm algorithm>
class Run::Steps {
 public:
  explicit Steps(Run& run) : run_(run) {}

  /// A decision of the standard about a row, a text or nothing: returns what this engine answers, and records
  /// both.
  template <class... About>
  bool when(StepNumber<algorithm> number, bool condition, About... about) {
    last_ = number.id;
    if (run_.follows_the_standard(number.id) && !run_.trace) return condition;
    return run_.decide(number.id, condition, about...);
  }
  /// A value of the standard as this engine computes it.
  template <class Value>
  Value value(StepNumber<algorithm> number, Value computed, Evidence evidence = {}) {
    if (run_.follows_the_standard(number.id)) return computed;
    Value revised = computed;
    run_.revise(number.id, revised, evidence);
    run_.drop_companions_that_differ(number.id, computed, revised, evidence);
    return revised;
  }
  /// The same for a header list, which is copied only when somebody has something to revise.
  HeaderList const& list(StepNumber<algorithm> number, HeaderList const& given, Evidence evidence = {}) {
    if (run_.follows_the_standard(number.id)) return given;
    HeadersRead read(given);
    run_.revise(number.id, read, evidence);
    run_.drop_companions_that_differ(number.id, HeadersRead(given), read, evidence);
    return read.replaced() ? run_.keep(*std::move(read.replaced())) : given;
  }
  /// Notes that the step decided last is where the call failed.
  void failed(Stage stage) { run_.failed_at(last_, stage); }

 private:
  Run& run_;
  StepId last_;
};

template <Algorithm algorithm>
Run::Steps<algorithm> Run::begin() {
  return Steps<algorithm>(*this);
}

} // namespace whycors::fetch
