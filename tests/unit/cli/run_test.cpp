#ifndef __EMSCRIPTEN__
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "run.hpp"

namespace whycors::cli {
namespace {

Result run_on(std::vector<std::string> const& arguments, std::string const& input) {
  return run(arguments, [&](std::string const& name, std::string& content) {
    content = input;
    return name != "missing";
  });
}

std::string const missing_header =
    "GET / HTTP/1.1\nHost: a.example\nOrigin: https://b.example\n\nHTTP/1.1 200 OK\nServer: x\n";

TEST(CommandLine, ExitsByTheVerdict) {
  EXPECT_EQ(run_on({"diagnose"}, missing_header).exit, 1);
  EXPECT_EQ(run_on({"diagnose"}, "access-control-allow-origin: *\n").exit, 0);
  EXPECT_EQ(run_on({"diagnose"}, "").exit, 3);
  EXPECT_EQ(run_on({"diagnose", "missing"}, "").exit, 2);
  EXPECT_EQ(run_on({"diagnose", "--nonsense"}, "").exit, 2);
  EXPECT_EQ(run_on({"diagnose", "--credentials", "all"}, "").exit, 2);
  EXPECT_EQ(run_on({"diagnose", "--origin"}, "").exit, 2);
  EXPECT_EQ(run_on({}, "").exit, 2);
  EXPECT_EQ(run_on({"nonsense"}, "").exit, 2);
}

TEST(CommandLine, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(run_on({"diagnose", "missing"}, "").err, "whycors: can't read missing\n");
  EXPECT_EQ(run_on({"diagnose", "--engine", "ie"}, "").err,
            "whycors: --engine must be standard, chromium, gecko or webkit, and is ie\n");
  EXPECT_EQ(run_on({"preflight"}, "{}").err, "whycors: request is missing\n");
}

TEST(CommandLine, TakesAValueAsAWordOrAfterAnEqualsSign) {
  auto const apart = run_on({"diagnose", "--json", "--origin", "https://c.example/?a=b"}, missing_header);
  EXPECT_EQ(run_on({"diagnose", "--json", "--origin=https://c.example/?a=b"}, missing_header).out, apart.out);
  EXPECT_NE(apart.out, run_on({"diagnose", "--json"}, missing_header).out);
  EXPECT_EQ(run_on({"diagnose", "--nonsense=1"}, "").err, "whycors: there is no option --nonsense\n");
  EXPECT_EQ(run_on({"diagnose", "--json=1"}, "").err, "whycors: --json takes no value\n");
}

TEST(CommandLine, AnswersQuestionsAsWellAsCodes) {
  auto const questions = nlohmann::json::parse(run_on({"questions"}, "").out);
  EXPECT_GT(questions.size(), 20U);
  for (auto const& question : questions) {
    auto const name = question.at("name").get<std::string>();
    auto const result = run_on({"explain", name}, "");
    EXPECT_EQ(result.exit, 0) << name;
    EXPECT_TRUE(result.out.starts_with("# " + question.at("title").get<std::string>() + "\n\n"))
        << result.out;
  }
  EXPECT_EQ(run_on({"explain", "postman"}, "").exit, 2);
}

TEST(CommandLine, TakesSecretsOut) {
  auto const result = run_on({"redact"}, "Cookie: sid=hush; b=hush\nHost: a.example\n");
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ(result.out, "Cookie: sid=REDACTED; b=REDACTED\nHost: a.example\n");
  EXPECT_EQ(result.err, "redacted: 2 cookie\n");
  EXPECT_EQ(run_on({"redact", "--json"}, "x").out, "{\"text\":\"x\",\"removed\":[]}\n");
  EXPECT_EQ(run_on({"redact", "a", "b"}, "").exit, 2);
}

TEST(CommandLine, QuotesTheCulprit) {
  auto const result = run_on({"diagnose"}, missing_header);
  EXPECT_NE(result.out.find("6 | Server: x"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("+ access-control-allow-origin: https://b.example"), std::string::npos)
      << result.out;
}

TEST(CommandLine, PrintsThePreflight) {
  auto const result = run_on({"preflight", "--url", "https://a.example/x?y", "--origin", "https://b.example",
                              "--method", "put", "--header", "X-A: it's", "--as", "curl"},
                             "");
  EXPECT_EQ(result.out,
            "curl -i -X OPTIONS -H 'Origin: https://b.example' -H 'Access-Control-Request-Method: PUT' -H "
            "'Access-Control-Request-Headers: x-a' 'https://a.example/x?y'\n");
}

TEST(CommandLine, TellsWhereBrowsersDiffer) {
  auto const result = run_on({"preflight", "--url", "https://a.example/", "--origin", "https://b.example",
                              "--header", "Save-Data: on", "--as", "curl"},
                             "");
  EXPECT_NE(result.out.find("# no preflight"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("save-data"), std::string::npos) << result.out;
}

} // namespace
} // namespace whycors::cli
#endif
