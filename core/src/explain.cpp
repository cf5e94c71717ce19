#include <whycors/whycors.hpp>

#include "base/concat.hpp"
#include "questions.hpp"
#include "render/json_writer.hpp"
#include "rules/rules.hpp"

namespace whycors {

namespace {

/// The first example that the explanation says to be blocked or at fault.
std::string_view bad_example(std::string_view explanation) {
  constexpr std::string_view fence = "\n```bad\n";
  auto const at = explanation.find(fence);
  if (at == std::string_view::npos) return {};
  auto const example = explanation.substr(at + fence.size());
  return example.substr(0, example.find("\n```") + 1);
}

/// What the browsers print for the bad example, and the step of the standard that refuses it, by running it.
std::string what_the_example_shows(Rule const& rule, std::string_view example) {
  Options options;
  options.remedies = false;
  Report const report = diagnose(example, options);
  bool const is_cause = !report.findings.empty() && report.findings.front().code == rule.code;
  if (rule.category != Category::blocked || !is_cause) return {};
  std::string printed;
  DecidedAt const* step = nullptr;
  for (Engine const engine : browser_engines) {
    auto const& of_engine = report.engines[engine];
    if (!of_engine) continue;
    std::string_view const name = engine == Engine::chromium ? "Chromium"
                                  : engine == Engine::gecko  ? "Firefox "
                                                             : "Safari  ";
    for (std::string const& line : of_engine->console)
      if (example.find(line) == std::string_view::npos) ((printed += name) += "  ") += line + "\n";
    if (of_engine->decided_at && !step) step = &*of_engine->decided_at;
  }
  std::string text;
  if (!printed.empty())
    text += "\nWhat the browsers print for the bad example:\n\n```console\n" + printed + "```\n";
  if (step)
    text += "\nDecided by [" + step->algorithm + ", step " + step->step + "](" + step->url + "): “" +
            step->text + "”\n";
  return text;
}

std::string explanation_of(Rule const& rule) {
  auto text = rules::explanation(rule);
  while (text.starts_with('\n'))
    text.remove_prefix(1);
  std::string title(rule.title);
  if (title.front() >= 'a' && title.front() <= 'z')
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return "# " + std::string(rule.code) + ": " + std::string(rule.name) + "\n\n**" + title + ".**\n\n" +
         std::string(text) + what_the_example_shows(rule, bad_example(text));
}

} // namespace

std::optional<std::string> explain(std::string_view code) {
  for (Question const& question : questions())
    if (question.name == code) return std::string(question.text);
  Rule const* const rule = rules::find(code);
  return rule ? std::optional(explanation_of(*rule)) : std::nullopt;
}

std::string questions_json() {
  render::JsonWriter json;
  json.begin_array();
  for (Question const& question : questions()) {
    constexpr std::string_view heading = "# ";
    json.begin_object();
    json.key("name");
    json.string(question.name);
    json.key("title");
    json.string(question.text.substr(heading.size(), question.text.find('\n') - heading.size()));
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string explanations_json() {
  render::JsonWriter json;
  json.begin_object();
  for (Rule const* const rule : rules::all()) {
    json.key(rule->code);
    json.string(explanation_of(*rule));
  }
  for (Question const& question : questions()) {
    json.key(question.name);
    json.string(question.text);
  }
  json.end_object();
  return json.take();
}

} // namespace whycors
