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

/// What an explanation calls bad shows the finding, and what it calls good does not; where nothing is bad
/// about it, they are an example and a counterexample.
TEST_P(RuleCases, ExplainsItselfWithExamplesThatAreTrue) {
  Rule const& rule = *GetParam();
  auto const all = [&](std::string_view bad, std::string_view neutral) {
    auto found = examples(rules::explanation(rule), bad);
    auto const more = examples(rules::explanation(rule), neutral);
    found.insert(found.end(), more.begin(), more.end());
    EXPECT_FALSE(found.empty()) << bad;
    return found;
  };
  for (std::string const& example : all("bad", "example"))
    EXPECT_TRUE(has(diagnose(example, {}), rule.name)) << example;
  for (std::string const& example : all("good", "counterexample"))
    EXPECT_FALSE(has(diagnose(example, {}), rule.name)) << example;
}

/// The browsers' sentences in an explanation are those of the bad example; a link leads to what says so.
TEST_P(RuleCases, ExplainsWhatBrowsersPrintAndWhereItIsSaid) {
  Rule const& rule = *GetParam();
  auto const text = explain(rule.name).value_or("");
  EXPECT_NE(text.find("](https://"), std::string::npos) << text;
  auto const bad = examples(rules::explanation(rule), "bad");
  if (bad.empty()) return;
  Report const report = diagnose(bad.front(), {});
  if (rule.category != Category::blocked || report.findings.front().name != rule.name) return;
  for (Engine const engine : browser_engines)
    for (std::string const& line : report.engines[engine]->console)
      EXPECT_NE(text.find(line), std::string::npos) << line;
}

INSTANTIATE_TEST_SUITE_P(All, RuleCases, ::testing::ValuesIn(rules::all()), [](auto const& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

/// Advice and warnings come after what blocks, however much of them is pasted.
TEST(Rules, LetWhatBlocksLead) {
  std::string const blocked =
      "Access to fetch at 'https://api.example.com/data' from origin 'https://app.example.com' has been "
      "blocked by "
      "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n\n";
  for (Rule const* const rule : rules::all()) {
    auto const paste = testing::folder("cases") / std::string(rule->name) / "fires.txt";
    bool const leads = rule->category == Category::blocked || rule->category == Category::input;
    if (leads || !std::filesystem::exists(paste)) continue;
    Report const report = diagnose(blocked + testing::read(paste), {});
    EXPECT_EQ(report.findings.front().category, Category::blocked) << rule->name << ": " << report.summary;
    for (Finding const& finding : report.findings)
      EXPECT_FALSE(finding.name == rule->name && finding.severity == Severity::error) << rule->name;
  }
}

TEST(Rules, RecogniseAdviceInItsForms) {
  std::pair<char const*, char const*> const forms[] = {
      {"allows-null-origin", "add_header Access-Control-Allow-Origin null always;"},
      {"allows-null-origin", "res.setHeader('Access-Control-Allow-Origin', 'null')"},
      {"reflects-any-origin-with-credentials", "app.use(cors({ origin: true, credentials: true }))"},
      {"reflects-any-origin-with-credentials",
       "$ curl -i https://api.example.com/ -H 'Origin: https://evil.example'\nHTTP/1.1 200 OK\n"
       "Access-Control-Allow-Origin: https://evil.example\nAccess-Control-Allow-Credentials: true\n"},
      {"reflects-any-origin-with-credentials",
       "String origin = request.getHeader(HttpHeaders.ORIGIN);\n"
       "response.setHeader(ACCESS_CONTROL_ALLOW_ORIGIN, origin);\n"
       "response.setHeader(ACCESS_CONTROL_ALLOW_CREDENTIALS, \"true\");\n"},
      {"preflight-cache-too-short",
       "Could the preflight be cached, so that each request of the page costs less time?"},
      {"config-syntax-origin-list", "add_header Access-Control-Allow-Origin https://*.example.com always;"},
      {"config-express5-wildcard-path", "app.options('*', cors())"},
      {"opaque-no-cors", "fetch('https://api.example.com/', { mode: 'no-cors' })"},
      {"advice-disable-web-security", "open -a 'Google Chrome' --args --disable-web-security"},
      {"advice-public-proxy", "const url = 'https://api.allorigins.win/raw?url=https://api.example.com'"},
      {"advice-preflight-must-be-200", "Some say that the preflight must return 200, not 204."},
      {"advice-forward-origin", "proxy_set_header Origin $http_origin;"},
      {"origin-stripped-by-proxy", "http-request del-header Origin"},
      {"request-header-dropped", "2026/01/01 10:00:00 [info] 7#7: *1 client sent invalid header line: "
                                 "\"api_key: 1\" while reading client "
                                 "request headers"},
      {"insecure-origin-allowed",
       "GET /data HTTP/1.1\nHost: api.example.com\nOrigin: http://app.example.com\nCookie: "
       "id=1\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: "
       "http://app.example.com\nAccess-Control-Allow-Credentials: true\n"},
  };
  for (auto const& [name, text] : forms)
    EXPECT_TRUE(has(diagnose(text, {}), name)) << name << ": " << text;
}

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
