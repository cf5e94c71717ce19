#include <gtest/gtest.h>
#include <regex>
#include <whycors/whycors.hpp>

#include "paste/origin_pattern.hpp"

// A witness must be an origin that the pattern really lets in, and that belongs to somebody else.
namespace whycors::paste {
namespace {

struct Loose {
  char const* pattern;
  Matching matching;
  char const* witness;
};

TEST(OriginPattern, NamesAForeignOriginThatGetsIn) {
  for (Loose const& one : {
           Loose{R"(example\.com)", Matching::anywhere, "https://example.com.evil.test"},
           Loose{R"(example\.com$)", Matching::anywhere, "https://evilexample.com"},
           Loose{R"(^https:\/\/example\.com)", Matching::anywhere, "https://example.com.evil.test"},
           Loose{R"(^https?://app.example\.com$)", Matching::anywhere, "https://appxexample.com"},
           Loose{R"(^https://.*example\.com$)", Matching::anywhere, "https://evilexample.com"},
           Loose{R"(^https://[a-z0-9.-]+example\.com$)", Matching::anywhere, "https://evilexample.com"},
           Loose{R"(^https://(app|admin)\.example\.com)", Matching::anywhere,
                 "https://app.example.com.evil.test"},
           Loose{R"(https://.*\.example\.com)", Matching::from_the_start,
                 "https://app.example.com.evil.test"},
           Loose{R"(https://app.example\.com)", Matching::as_a_whole, "https://appxexample.com"},
           Loose{R"(^https://(.+\.)?example\.com)", Matching::anywhere, "https://example.com.evil.test"},
           Loose{R"(\.example\.com)", Matching::anywhere, "https://app.example.com.evil.test"},
           Loose{R"((https?://.*\.example\.com(:[0-9]+)?))", Matching::anywhere,
                 "https://app.example.com.evil.test"},
       }) {
    auto const witness = foreign_origin_for(one.pattern, one.matching);
    ASSERT_TRUE(witness) << one.pattern;
    EXPECT_EQ(*witness, one.witness) << one.pattern;
    std::regex const expression(one.pattern);
    bool const gets_in =
        one.matching == Matching::as_a_whole
            ? std::regex_match(*witness, expression)
            : std::regex_search(*witness, expression,
                                one.matching == Matching::anywhere ? std::regex_constants::match_default
                                                                   : std::regex_constants::match_continuous);
    EXPECT_TRUE(gets_in) << one.pattern << " does not match " << *witness;
  }
}

TEST(OriginPattern, StaysSilentWhereNoneWasFound) {
  for (char const* const pattern :
       {R"(^https://example\.com$)", R"(^https://.*\.example\.com$)", R"(^https://([a-z]+\.)*example\.com$)",
        R"(^https://(.+\.)?example\.com(:[0-9]+)?$)", R"(\.example\.com$)", R"(^http://localhost:\d+$)",
        R"(^https://example.com$)", R"((app|admin)\.example\.com$)", ".*", "", "(", "[", "\\", "a|b",
        R"(^https://[^.]+\.example\.com$)", "((((", "a{"})
    EXPECT_FALSE(foreign_origin_for(pattern, Matching::anywhere))
        << pattern << ' ' << *foreign_origin_for(pattern, Matching::anywhere);
}

TEST(OriginPattern, IsFoundInSettings) {
  for (char const* const text : {
           "app.use(cors({ origin: /example\\.com$/ }))",
           "app.use(cors({ origin: [/example\\.com$/, 'https://a.example'] }))",
           "if (/example\\.com$/.test(origin)) res.setHeader('Access-Control-Allow-Origin', origin)",
           "if ($http_origin ~* (example\\.com$)) { set $cors $http_origin; }",
           "if ($http_origin ~ 'example\\.com$') { set $cors $http_origin; }",
           "map $http_origin $cors {\n  default '';\n  \"~example\\.com$\" $http_origin;\n}",
           "map $http_origin $cors {\n  ~example\\.com$ $http_origin;\n}",
           "SetEnvIf Origin \"example\\.com$\" ORIGIN=$0",
           "allow { origins /example\\.com$/ }",
       }) {
    Report const report = diagnose(text);
    auto const found =
        std::find_if(report.findings.begin(), report.findings.end(),
                     [](Finding const& finding) { return finding.name == "origin-match-too-loose"; });
    ASSERT_NE(found, report.findings.end()) << text;
    EXPECT_NE(found->message.find("https://evilexample.com"), std::string::npos) << found->message;
    EXPECT_EQ(std::string(text).substr(found->labels.front().span.start, 14).find("example\\.com$") ==
                  std::string::npos,
              false);
  }
}

} // namespace
} // namespace whycors::paste
