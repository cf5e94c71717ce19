#include <whycors/whycors.hpp>

#include "base/concat.hpp"
#include "questions.hpp"
#include "render/json_writer.hpp"
#include "rules/rules.hpp"

namespace whycors {

std::optional<std::string> explain(std::string_view code) {
  for (Question const& question : questions())
    if (question.name == code) return std::string(question.text);
  Rule const* const rule = rules::find(code);
  if (!rule) return std::nullopt;
  auto text = rules::explanation(*rule);
  while (text.starts_with('\n'))
    text.remove_prefix(1);
  return concat({"# ", rule->code, ": ", rule->name, "\n\n", text});
}

std::string explanations_json() {
  render::JsonWriter json;
  json.begin_object();
  for (Rule const* const rule : rules::all()) {
    json.key(rule->code);
    json.string(*explain(rule->code));
  }
  for (Question const& question : questions()) {
    json.key(question.name);
    json.string(question.text);
  }
  json.end_object();
  return json.take();
}

} // namespace whycors
