#include "run.hpp"

namespace whycors::fetch {

namespace {

bool decided_by(EngineProfile::Quirks const& quirks, bool by_standard, StepContext const& context) {
  bool answered = by_standard;
  for (Quirk const* quirk : quirks) {
    if (!quirk) break;
    answered = quirk->decide(answered, context);
  }
  return answered;
}

} // namespace

bool Run::decide(StepId step, bool by_standard, Evidence evidence) {
  bool answered = by_standard;
  Quirk const* deviation = nullptr;
  if (!follows_the_standard(step)) {
    StepContext const about = context(evidence);
    EngineProfile::Quirks const& own = profile.quirks[step.index];
    for (Quirk const* quirk : own) {
      if (!quirk) break;
      bool const before = answered;
      answered = quirk->decide(answered, about);
      if (answered != before) deviation = quirk;
    }
    for (EngineProfile const*& companion : companions_) {
      if (!companion || are_same(companion->quirks[step.index], own)) continue;
      if (decided_by(companion->quirks[step.index], by_standard, about) != answered) drop(companion);
    }
  }
  if (trace) {
    Decision& decision = trace->decisions.emplace_back();
    decision.step = step;
    decision.hop = hop();
    decision.in_preflight = in_preflight;
    decision.by_standard = by_standard;
    decision.by_engine = answered;
    decision.quirk = deviation;
    // A bare text can be part of a URL that the run leaves behind; rows are the exchange's own.
    if (evidence.header)
      decision.evidence = *evidence.header;
    else if (!evidence.text.empty())
      decision.evidence.value = store.keep(evidence.text);
  }
  return answered;
}

void Run::revise_by(EngineProfile const& engine, StepId step, StepValue value, Evidence evidence) const {
  for (Quirk const* quirk : engine.quirks[step.index]) {
    if (!quirk) break;
    quirk->revise(value, context(evidence));
  }
}

} // namespace whycors::fetch
