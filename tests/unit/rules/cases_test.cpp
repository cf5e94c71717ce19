#include <gtest/gtest.h>
#include <set>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"
#include "rules/rules.hpp"

// Every rule has an exchange that it must fire on, and one that looks alike on which it must stay silent.
namespace whycors {
namespace {

class RuleCases : public ::testing::TestWithParam<Rule const*> {};

/// A case is an Exchange (`name.json`) or a paste (`name.txt`).
Report evaluate_case(std::filesystem::path const& folder, std::string const& name) {
  if (auto const paste = folder / (name + ".txt"); std::filesystem::exists(paste))
    return diagnose(testing::read(paste), {});
  InputError error;
  auto report = evaluate(testing::read(folder / (name + ".json")), {}, error);
  EXPECT_TRUE(report) << folder << ": " << error.message;
  return report ? *report : Report{};
}

/// The examples of an explanation: what stands between ```bad or ```good and ```.
std::vector<std::string> examples(std::string_view explanation, std::string_view kind) {
  std::vector<std::string> found;
  std::string const fence = "```" + std::string(kind) + "\n";
  for (auto at = explanation.find(fence); at != std::string_view::npos;
       at = explanation.find(fence, at + 1)) {
    auto const start = at + fence.size();
    found.emplace_back(explanation.substr(start, explanation.find("```", start) - start));
  }
  return found;
}

bool has(Report const& report, std::string_view name) {
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [name](Finding const& finding) { return finding.name == name; });
}

TEST_P(RuleCases, FiresAndStaysSilent) {
  Rule const& rule = *GetParam();
  auto const folder = testing::folder("cases") / std::string(rule.name);
  Report const fires = evaluate_case(folder, "fires");
  EXPECT_TRUE(has(fires, rule.name)) << fires.summary;
  bool const leads = rule.category == Category::blocked || rule.category == Category::input;
  if (leads) {
    EXPECT_EQ(fires.findings.front().name, rule.name) << fires.summary;
  }
  for (Finding const& finding : fires.findings) {
    EXPECT_FALSE(finding.message.empty());
    EXPECT_FALSE(finding.help.empty()) << finding.name;
  }
  Report const silent = evaluate_case(folder, "silent");
  EXPECT_FALSE(has(silent, rule.name)) << silent.summary;
}

TEST_P(RuleCases, ExplainsItselfWithExamplesThatAreTrue) {
  Rule const& rule = *GetParam();
  for (std::string const& example : examples(rules::explanation(rule), "bad"))
    EXPECT_TRUE(has(diagnose(example, {}), rule.name)) << example;
  for (std::string const& example : examples(rules::explanation(rule), "good"))
    EXPECT_FALSE(has(diagnose(example, {}), rule.name)) << example;
}

INSTANTIATE_TEST_SUITE_P(All, RuleCases, ::testing::ValuesIn(rules::all()), [](auto const& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Rules, HaveCodesAndNamesOfTheirOwnAndAnExplanation) {
  std::set<std::string_view> seen;
  for (Rule const* const rule : rules::all()) {
    EXPECT_TRUE(seen.insert(rule->code).second) << rule->code;
    EXPECT_TRUE(seen.insert(rule->name).second) << rule->name;
    EXPECT_TRUE(rule->code.starts_with("WC") && rule->code.size() == 6) << rule->code;
    EXPECT_GT(rules::explanation(*rule).size(), 80U) << rule->name;
    EXPECT_TRUE(explain(rule->name)) << rule->name;
    EXPECT_EQ(rules::find(std::string(rule->name) + ":parameter"), rule);
  }
  EXPECT_FALSE(explain("WC0000"));
}

TEST(Cases, HaveARuleEach) {
  for (auto const& entry : std::filesystem::directory_iterator(testing::folder("cases")))
    EXPECT_TRUE(rules::find(entry.path().filename().string())) << entry.path();
}

} // namespace
} // namespace whycors
