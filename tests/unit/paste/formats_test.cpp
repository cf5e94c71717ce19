#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"
#include "paste/paste.hpp"

// Every shape of text that people paste, with what has to be read from it.
namespace whycors {
namespace {

using Json = nlohmann::json;

class Formats : public ::testing::TestWithParam<std::filesystem::path> {};

std::vector<std::filesystem::path> all() {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(testing::folder("formats")))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

TEST_P(Formats, AreRead) {
  Json const shape = Json::parse(testing::read(GetParam()));
  auto const text = shape["text"].get<std::string>();
  Report const report = diagnose(text);
  auto const fact = [&](std::string_view name) -> std::string {
    for (FactReport const& one : report.facts)
      if (one.name == name) return one.value;
    return {};
  };
  for (auto const& [key, value] : shape["expect"].items()) {
    auto const expected = value.get<std::string>();
    std::string const got = key == "format"  ? report.detected.format
                            : key == "cause" ? report.cause
                                             : fact(key);
    EXPECT_EQ(got, expected) << key;
  }
  for (Finding const& finding : report.findings)
    for (Label const& label : finding.labels)
      EXPECT_LE(label.span.end, text.size());
}

/// Each format takes its own shapes and leaves the others': of every fixture it is known who takes of it.
TEST_P(Formats, TakeNothingOfOneAnother) {
  Json const shape = Json::parse(testing::read(GetParam()));
  auto const text = shape["text"].get<std::string>();
  paste::Pasted const pasted = paste::read(text, {});
  Json takers = Json::array();
  for (std::string_view const format : pasted.formats)
    takers.push_back(format);
  EXPECT_EQ(takers, shape["takers"]);
}

/// A shape beside another is still read: what somebody adds in front must not hide it.
TEST_P(Formats, SurviveWordsAround) {
  Json const shape = Json::parse(testing::read(GetParam()));
  auto const format = shape["expect"].value("format", "");
  if (format == "har" || format == "exchange-json") return; // JSON is JSON as a whole
  auto const text = shape["text"].get<std::string>();
  Report const alone = diagnose(text);
  Report const report = diagnose("Hi all, this fails since yesterday and I have no idea why\n\n" + text);
  EXPECT_EQ(report.cause, alone.cause);
}

INSTANTIATE_TEST_SUITE_P(All, Formats, ::testing::ValuesIn(all()), [](auto const& info) {
  std::string name = info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

} // namespace
} // namespace whycors
