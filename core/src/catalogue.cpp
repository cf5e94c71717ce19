#include <whycors/whycors.hpp>

#include "engines/engines.hpp"
#include "platforms/platforms.hpp"
#include "render/json_writer.hpp"
#include "rules/rules.hpp"

namespace whycors {

namespace {

void write(render::JsonWriter& json, char const* key, std::string_view text) {
  json.key(key);
  json.string(text);
}

void write_quirk(render::JsonWriter& json, Quirk const& quirk) {
  json.begin_object();
  write(json, "id", quirk.id);
  json.key("engines");
  json.begin_array();
  for (Engine const engine : all_engines)
    if (quirk.engines.contains(engine)) json.string(name_of(engine));
  json.end_array();
  write(json, "scope", to_name(quirk.scope));
  write(json, "algorithm", quirk.step.algorithm_row().name);
  write(json, "step", quirk.step.row().number);
  write(json, "summary", quirk.summary);
  write(json, "evidence", engines::evidence(quirk));
  json.end_object();
}

} // namespace

std::string codes_json() {
  render::JsonWriter json;
  json.begin_array();
  for (Rule const* const rule : rules::all()) {
    json.begin_object();
    write(json, "code", rule->code);
    write(json, "name", rule->name);
    write(json, "category", to_name(rule->category));
    write(json, "title", rule->title);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string platforms_json() {
  render::JsonWriter json;
  json.begin_array();
  for (platforms::Platform const* const platform : platforms::all()) {
    auto const evidence = platforms::evidence_of(*platform);
    json.begin_object();
    write(json, "name", platform->name);
    write(json, "label", platform->label);
    write(json, "evidence", to_name(evidence.grade));
    write(json, "version", evidence.version);
    write(json, "documentation", platform->documentation);
    json.key("traps");
    json.begin_array();
    for (std::string const& trap : platforms::traps_of(*platform))
      json.string(trap);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string engines_json() {
  render::JsonWriter json;
  json.begin_object();
  json.key("engines");
  json.begin_array();
  for (Engine const engine : all_engines) {
    EngineProfile const& profile = engines::profile(engine);
    json.begin_object();
    write(json, "name", name_of(engine));
    write(json, "label", profile.label);
    write(json, "version", profile.version);
    if (profile.max_age_limit) {
      json.key("maxAgeLimit");
      json.integer(*profile.max_age_limit);
    }
    json.end_object();
  }
  json.end_array();
  json.key("quirks");
  json.begin_array();
  for (Quirk const* const quirk : engines::all_quirks())
    write_quirk(json, *quirk);
  json.end_array();
  json.end_object();
  return json.take();
}

} // namespace whycors
