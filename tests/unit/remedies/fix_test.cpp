#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

#include "platforms/platforms.hpp"

// What is pasted must not get out of a config's syntax, and no config allows more than was asked for.
namespace whycors {
namespace {

class Fix : public ::testing::TestWithParam<platforms::Platform const*> {
 protected:
  std::optional<std::string> print(std::string const& text) {
    return fix(text, GetParam()->name, FixAs::config, {}, error_);
  }
  InputError error_;
};

TEST_P(Fix, PrintsWhatWasAskedForAndNoMarkerOfItsTemplate) {
  auto const config = print(
      R"({"request":{"url":"https://api.example.com/x","origin":"https://app.example.com","method":"PUT",)"
      R"("headers":[["X-Token","1"]],"credentials":"include"},"response":{"status":200}})");
  ASSERT_TRUE(config) << error_.message;
  // Apache's pattern escapes the dots.
  std::string unescaped = *config;
  std::erase(unescaped, '\\');
  EXPECT_NE(unescaped.find("app.example.com"), std::string::npos);
  // A Ruby symbol is in lower case; S3's rules name the method, Firebase's and others the list.
  EXPECT_TRUE(config->find("PUT") != std::string::npos || config->find(":put") != std::string::npos);
  EXPECT_NE(config->find("x-token"), std::string::npos);
  for (std::string_view const marker : {"@origin", "@methods", "@headers", "@exposed", "@max_age",
                                        "@credentials", "?credentials ", "?headers ", "*origin "})
    EXPECT_EQ(config->find(marker), std::string::npos) << marker;
  EXPECT_EQ(config->find("DELETE"), std::string::npos);
}

TEST_P(Fix, LeavesOutNamesThatMeanSomethingToAConfig) {
  auto const config = print(
      R"({"request":{"url":"https://api.example.com/x","origin":"https://app.example.com","method":"PUT",)"
      R"("headers":[["X'`$|~","1"],["X-Good","1"]]},"response":{"status":200}})");
  ASSERT_TRUE(config) << error_.message;
  EXPECT_EQ(config->find("x'`$"), std::string::npos);
  EXPECT_NE(config->find("x-good"), std::string::npos);
}

TEST_P(Fix, RefusesOriginsThatMeanSomethingToAConfig) {
  for (std::string_view const origin :
       {"https://a'b.example", "https://a$b.example", "https://a;b.example", "null", "file:///x"})
    EXPECT_FALSE(print(R"({"request":{"url":"https://api.example.com/x","origin":")" + std::string(origin) +
                       R"(","method":"PUT"},"response":{"status":200}})"))
        << origin;
  EXPECT_FALSE(error_.message.empty());
}

INSTANTIATE_TEST_SUITE_P(All, Fix, ::testing::ValuesIn(platforms::all()), [](auto const& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Remedies, AreTriedBeforeTheyAreTold) {
  Report const report =
      diagnose("PUT /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nCookie: a=b\n\n"
               "HTTP/1.1 200 OK\nServer: nginx\nDate: x\nAccess-Control-Allow-Origin: *\n");
  ASSERT_FALSE(report.findings.empty());
  Finding const& leading = report.findings.front();
  ASSERT_FALSE(leading.remedies.empty());
  EXPECT_EQ(leading.remedies.front().passes_in, EngineSet::browsers());
  ASSERT_FALSE(leading.remedies.front().configs.empty()) << "nginx answered";
  EXPECT_EQ(leading.remedies.front().configs.front().platform, "nginx");
  EXPECT_EQ(leading.remedies.front().configs.front().evidence, ConfigEvidence::proven);
}

} // namespace
} // namespace whycors
