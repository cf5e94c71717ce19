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

EngineProfile build(Engine engine, PortQuirks port, Quirk const* left_out = nullptr) {
  EngineProfile profile = bare_profile(engine);
  for (Quirk const* const quirk : quirk_table) {
    bool const counts = port == PortQuirks::kept || quirk->scope == QuirkScope::engine;
    if (counts && quirk != left_out && quirk->engines.contains(engine)) profile.add(*quirk);
  }
  return profile;
}

using Profiles = std::array<EngineProfile, all_engines.size()>;

Profiles build_all(PortQuirks port) {
  return {build(Engine::standard, port), build(Engine::chromium, port), build(Engine::gecko, port),
          build(Engine::webkit, port)};
}

} // namespace

EngineProfile const& profile(Engine engine, PortQuirks port) {
  static Profiles const with_port = build_all(PortQuirks::kept);
  static Profiles const without_port = build_all(PortQuirks::left_out);
  Profiles const& profiles = port == PortQuirks::kept ? with_port : without_port;
  return profiles[static_cast<std::size_t>(engine)];
}

std::vector<Quirk const*> all_quirks() { return {quirk_table.begin(), quirk_table.end()}; }

EngineProfile profile_without(Engine engine, Quirk const& left_out) {
  return build(engine, PortQuirks::kept, &left_out);
}

} // namespace engines
} // namespace whycors
