#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"

// Pastes as people post them, each with the cause that is true of it. `causes.json` lists for each the causes
// of which any is right; where several are, the text does not tell them apart.
namespace whycors {
namespace {

using Json = nlohmann::json;

Json const& causes() {
  static Json const all = Json::parse(testing::read(testing::folder("pastes") / "causes.json"));
  return all;
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (auto const& [name, expected] : causes().items())
    all.push_back(name);
  return all;
}

class Pastes : public ::testing::TestWithParam<std::string> {
 protected:
  std::string text() const { return testing::read(testing::folder("pastes") / (GetParam() + ".txt")); }
};

TEST_P(Pastes, LeadWithTheTrueCause) {
  Report const report = diagnose(text());
  std::vector<std::string> accepted = causes()[GetParam()];
  EXPECT_TRUE(std::find(accepted.begin(), accepted.end(), report.cause) != accepted.end())
      << report.cause << " instead of " << accepted.front();
}

/// What people put around a paste changes nothing: words above, a fence, the mark of a quotation, other line
/// ends.
TEST_P(Pastes, AreReadThroughWhatCopyingAdds) {
  std::string const plain = text();
  std::string const cause = diagnose(plain).cause;
  EXPECT_EQ(diagnose("Hi, what am I missing here?\n\n" + plain).cause, cause);
  EXPECT_EQ(diagnose("```\n" + plain + "\n```\n").cause, cause);
  std::string windows;
  for (char const byte : plain)
    windows += byte == '\n' ? std::string("\r\n") : std::string(1, byte);
  EXPECT_EQ(diagnose(windows).cause, cause);
}

TEST_P(Pastes, PointIntoTheText) {
  std::string const plain = text();
  Report const report = diagnose(plain);
  for (Finding const& finding : report.findings)
    for (Label const& label : finding.labels) {
      EXPECT_LE(label.span.start, label.span.end);
      EXPECT_LE(label.span.end, plain.size());
    }
  for (Block const& block : report.blocks)
    EXPECT_LE(block.span.end, plain.size());
}

/// What is said to be allowed has no fault beside it that somebody would have to mend, and no browser's own
/// word against it.
TEST_P(Pastes, AreSaidToBeAllowedOnlyWhereNothingIsWrong) {
  Report const report = diagnose(text());
  bool const is_allowed = report.summary.starts_with("Allowed: ");
  for (Finding const& finding : report.findings) {
    if (finding.severity != Severity::error) continue;
    EXPECT_FALSE(is_allowed) << report.summary;
    for (Engine const engine : browser_engines) {
      // What goes wrong behind a response that came through.
      if (finding.name == "exposed-header-missing" || finding.name == "canvas-tainted-no-crossorigin")
        continue;
      bool const is_blocked = finding.engines.contains(engine);
      EXPECT_FALSE(is_blocked && report.engines[engine]->verdict == Verdict::allowed) << finding.message;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Pastes, ::testing::ValuesIn(names()), [](auto const& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char byte) { return std::isalnum(static_cast<unsigned char>(byte)) == 0; },
      '_');
  return name;
});

} // namespace
} // namespace whycors
