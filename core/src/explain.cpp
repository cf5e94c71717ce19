#include <whycors/whycors.hpp>

#include "rules/rules.hpp"

namespace whycors {

std::optional<std::string> explain(std::string_view code) {
  Rule const* const rule = rules::find(code);
  if (!rule) return std::nullopt;
  auto text = rules::explanation(*rule);
  while (text.starts_with('\n'))
    text.remove_prefix(1);
  return "# " + std::string(rule->code) + ": " + std::string(rule->name) + "\n\n" + std::string(text);
}

} // namespace whycors
