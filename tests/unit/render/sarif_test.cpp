#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"

// What the schema of SARIF 2.1.0 demands, and what its readers build on: regions that point at the right
// text.
namespace whycors {
namespace {

using Json = nlohmann::json;

/// The lines of a text as UTF-16 code units; `units[line][column]`, both from 0.
std::vector<std::u16string> lines_of(std::string const& text) {
  std::vector<std::u16string> lines(1);
  for (std::size_t i = 0; i < text.size();) {
    auto const lead = static_cast<unsigned char>(text[i]);
    std::size_t const size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k)
      point = (point << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    i += size;
    if (point == '\n') {
      lines.emplace_back();
    } else if (point > 0xFFFF) {
      lines.back() += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10U));
      lines.back() += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FFU));
    } else {
      lines.back() += static_cast<char16_t>(point);
    }
  }
  return lines;
}

void expect_message(Json const& message) {
  ASSERT_TRUE(message.is_object());
  EXPECT_TRUE(message.at("text").is_string());
  EXPECT_FALSE(message.at("text").get<std::string>().empty());
}

/// All that is required, and that every place lies in the text.
void expect_valid(std::string const& sarif, std::string const& text) {
  Json const log = Json::parse(sarif);
  EXPECT_EQ(log.at("version"), "2.1.0");
  ASSERT_EQ(log.at("runs").size(), 1U);
  Json const& run = log["runs"][0];
  EXPECT_EQ(run.at("columnKind"), "utf16CodeUnits");
  Json const& driver = run.at("tool").at("driver");
  EXPECT_EQ(driver.at("name"), "whycors");
  std::set<std::string> ids;
  for (Json const& rule : driver.at("rules")) {
    EXPECT_TRUE(ids.insert(rule.at("id").get<std::string>()).second) << "rules must be unique";
    expect_message(rule.at("shortDescription"));
    expect_message(rule.at("help"));
    EXPECT_TRUE(rule["help"].at("markdown").is_string());
  }
  auto const lines = lines_of(text);
  std::set<std::string> const levels{"none", "note", "warning", "error"};
  EXPECT_FALSE(run.at("results").empty());
  for (Json const& result : run["results"]) {
    EXPECT_EQ(driver["rules"].at(result.at("ruleIndex").get<std::size_t>())["id"], result.at("ruleId"));
    EXPECT_TRUE(levels.contains(result.at("level").get<std::string>()));
    expect_message(result.at("message"));
    EXPECT_EQ(result.at("partialFingerprints").at("causeAndText/v1").get<std::string>().size(), 16U);
    for (char const* const key : {"locations", "relatedLocations"})
      for (Json const& location : result.at(key)) {
        Json const& place = location.at("physicalLocation");
        EXPECT_TRUE(place.at("artifactLocation").at("uri").is_string());
        Json const& region = place.at("region");
        auto const start_line = region.at("startLine").get<std::size_t>();
        auto const end_line = region.at("endLine").get<std::size_t>();
        auto const start = region.at("startColumn").get<std::size_t>();
        auto const end = region.at("endColumn").get<std::size_t>();
        ASSERT_TRUE(start_line >= 1 && start_line <= end_line && end_line <= lines.size()) << region;
        EXPECT_TRUE(start >= 1 && start <= lines[start_line - 1].size() + 1) << region;
        EXPECT_TRUE(end >= 1 && end <= lines[end_line - 1].size() + 1) << region;
        EXPECT_TRUE(start_line < end_line || start <= end) << region;
      }
  }
}

TEST(Sarif, IsValidForEveryCase) {
  for (auto const& path : testing::files(testing::folder("cases"), ".txt")) {
    SCOPED_TRACE(path);
    auto const text = testing::read(path);
    expect_valid(to_sarif(diagnose(text), text), text);
  }
}

constexpr char const* paste =
    "GET /x HTTP/1.1\nHost: api.example\nOrigin: https://app.example\nCookie: a=b\n\n"
    "HTTP/1.1 200 OK\nX-Note: \U0001F600 \u00E9; Access\nAccess-Control-Allow-Origin: *\n";

TEST(Sarif, CountsColumnsInCodeUnits) {
  for (std::string const before : {"", "\U0001F600 \u20AC said:\n", "a\r\nb\r\n"}) {
    std::string const text = before + paste;
    auto const sarif = to_sarif(diagnose(text), text, "my paste.txt");
    expect_valid(sarif, text);
    Json const result = Json::parse(sarif)["runs"][0]["results"][0];
    Json const place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "my%20paste.txt");
    Json const& region = place["region"];
    auto const line = lines_of(text).at(region["startLine"].get<std::size_t>() - 1);
    auto const start = region["startColumn"].get<std::size_t>();
    EXPECT_EQ(line.substr(start - 1, region["endColumn"].get<std::size_t>() - start), u"*");
  }
}

TEST(Sarif, FingerprintsSurviveLinesAboveAndTellFindingsApart) {
  auto const prints = [](std::string const& text) {
    std::vector<std::string> all;
    Json const log = Json::parse(to_sarif(diagnose(text), text));
    for (Json const& result : log["runs"][0]["results"])
      all.push_back(result["partialFingerprints"]["causeAndText/v1"]);
    return all;
  };
  auto const here = prints(paste);
  EXPECT_EQ(prints("It fails since yesterday:\n\n" + std::string(paste)), here);
  std::string other = paste;
  other.replace(other.find("Origin: *"), 9, "Origin: https://b.example");
  EXPECT_NE(prints(other).front(), here.front());
}

} // namespace
} // namespace whycors
