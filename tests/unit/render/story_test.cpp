#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

namespace whycors {
namespace {

std::string const told_of_preflight =
    "Access to fetch at 'https://api.example.com/x' from origin 'https://app.example.com' has been blocked "
    "by "
    "CORS policy: Response to preflight request doesn't pass access control check: No "
    "'Access-Control-Allow-Origin' header is present on the requested resource.";

std::string const answered_without_preflight =
    "PUT /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n"
    "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\n";

TEST(Story, EndsWithThePreflightThatABrowserTellsOf) {
  Report const report = diagnose(told_of_preflight, {});
  ASSERT_EQ(report.events.size(), 3U);
  EXPECT_EQ(report.events[0].method, "OPTIONS");
  EXPECT_EQ(report.events[1].result, "unknown");
  EXPECT_EQ(report.events[2].actor, "page");
  ASSERT_EQ(report.preflight.because.size(), 1U);
  EXPECT_EQ(report.preflight.because.front().kind, "seen");
}

TEST(Story, SendsTheRequestOnlyIfThePreflightPasses) {
  Report const report = diagnose(answered_without_preflight, {});
  ASSERT_GE(report.events.size(), 3U);
  EXPECT_EQ(report.events[1].result, "unknown");
  EXPECT_EQ(report.events[2].result, "unknown");
  EXPECT_NE(report.events[2].text.find("if the preflight passes"), std::string::npos);
  EXPECT_EQ(report.engines[Engine::chromium]->waits_for, Stage::preflight);
}

TEST(Story, WaitsForTheResponseOfASimpleRequest) {
  Report const report =
      diagnose("GET /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n", {});
  EXPECT_EQ(report.engines[Engine::gecko]->waits_for, Stage::response);
}

TEST(Story, NamesNoHeaderThatNobodySent) {
  std::string const refused =
      "OPTIONS /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n"
      "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example.com\n";
  Report const report = diagnose(refused, {});
  EXPECT_EQ(report.cause, "acao-mismatch");
  ASSERT_FALSE(report.findings.empty());
  ASSERT_FALSE(report.findings.front().remedies.empty());
  Remedy const& remedy = report.findings.front().remedies.front();
  EXPECT_EQ(remedy.intent.find("x-"), std::string::npos) << remedy.intent;
  EXPECT_EQ(remedy.applicability, Applicability::has_placeholders);
  EXPECT_EQ(remedy.passes_in, EngineSet{}) << "what is not known can't be tried";
}

} // namespace
} // namespace whycors
