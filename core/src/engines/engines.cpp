#include "engines.hpp"

#include <array>

#include "messages.hpp"

namespace whycors {

namespace quirks {
#define QUIRK(id) extern Quirk const id;
#include "quirks.def"
#undef QUIRK
} // namespace quirks

namespace engines {

namespace {

constexpr auto quirk_table = std::to_array<Quirk const*>({
#define QUIRK(id) &quirks::id,
#include "quirks.def"
#undef QUIRK
});

EngineProfile bare_profile(Engine engine) {
  EngineProfile profile;
  profile.engine = engine;
  switch (engine) {
#define ENGINE(id, label_, version_, limit, messages_)                                                       \
  case Engine::id:                                                                                           \
    profile.label = label_;                                                                                  \
    profile.version = version_;                                                                              \
    profile.max_age_limit = limit;                                                                           \
    profile.messages = messages_;                                                                            \
    break;
#include "engines.def"
#undef ENGINE
  }
  return profile;
}

EngineProfile build(Engine engine, Quirk const* left_out) {
  EngineProfile profile = bare_profile(engine);
  for (Quirk const* const quirk : quirk_table)
    if (quirk != left_out && quirk->engines.contains(engine)) profile.add(*quirk);
  return profile;
}

} // namespace

EngineProfile const& profile(Engine engine) {
  static std::array<EngineProfile, all_engines.size()> const profiles{
      build(Engine::standard, nullptr), build(Engine::chromium, nullptr), build(Engine::gecko, nullptr),
      build(Engine::webkit, nullptr)};
  return profiles[static_cast<std::size_t>(engine)];
}

std::vector<Quirk const*> all_quirks() { return {quirk_table.begin(), quirk_table.end()}; }

EngineProfile profile_without(Engine engine, Quirk const& left_out) { return build(engine, &left_out); }

EngineProfile profile_inverting(Engine engine, StepId step) {
  EngineProfile inverting = build(engine, nullptr);
  inverting.inverted = step;
  return inverting;
}

} // namespace engines
} // namespace whycors
