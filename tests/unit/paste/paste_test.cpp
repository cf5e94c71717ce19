#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

namespace whycors {
namespace {

/// The text under the primary label of the leading finding.
std::string marked(Report const& report, std::string const& text) {
  if (report.findings.empty()) return "";
  for (Label const& label : report.findings.front().labels)
    if (label.primary) return text.substr(label.span.start, label.span.end - label.span.start);
  return "";
}

std::string const wildcard =
    "GET /x HTTP/1.1\r\nHost: api.example\r\nOrigin: https://app.example\r\nCookie: a=b\r\n\r\n"
    "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

TEST(Paste, ReadsMessagesAndInfersCredentials) {
  Report const report = diagnose(wildcard);
  EXPECT_EQ(report.cause, "acao-wildcard-with-credentials");
  EXPECT_EQ(marked(report, wildcard), "*");
  EXPECT_EQ(report.exit_status(), 1);
  EXPECT_TRUE(std::any_of(report.facts.begin(), report.facts.end(), [](FactReport const& fact) {
    return fact.name == "credentials" && fact.provenance == Provenance::inferred && fact.flips;
  }));
}

TEST(Paste, TakesTheCallersWord) {
  Options options;
  options.credentials = "omit";
  EXPECT_EQ(diagnose(wildcard, options).cause, "no-error");
  options.credentials = "include";
  EXPECT_EQ(diagnose("access-control-allow-origin: https://app.example\n", options).cause, "acac-missing");
}

TEST(Paste, SaysWhatALoneBlockWasTakenFor) {
  std::string const text = "access-control-allow-origin: *\naccess-control-allow-methods: PUT\n";
  Report const report = diagnose(text);
  ASSERT_EQ(report.blocks.size(), 1U);
  EXPECT_EQ(report.blocks[0].kind, "preflight");
  EXPECT_EQ(report.exit_status(), 3);
  Options options;
  options.blocks.emplace_back(0U, "response");
  EXPECT_EQ(diagnose(text, options).cause, "no-error");
}

TEST(Paste, ReadsThePreflightForTheRequestToCome) {
  std::string const text =
      "OPTIONS https://api.example/x HTTP/2\nOrigin: https://app.example\n"
      "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a,authorization\n\n"
      "HTTP/2 204\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT\n"
      "access-control-allow-headers: authorization\n";
  EXPECT_EQ(diagnose(text).cause, "acah-missing-header:x-a");
}

TEST(Paste, ReadsWhatCurlPrints) {
  std::string const text =
      "$ curl -v -X OPTIONS http://localhost:8082/x -H 'Origin: https://localhost:9002'\n"
      "*   Trying ::1...\n* Connected to localhost (::1) port 8082 (#0)\n"
      "> OPTIONS /x HTTP/1.1\n> Host: localhost:8082\n> Origin: https://localhost:9002\n"
      "> Access-Control-Request-Method: PUT\n>\n< HTTP/1.1 400 Bad Request\n"
      "< Access-Control-Allow-Methods: get, put\n< Content-Length: 0\n<\n* Closing connection 0\n";
  Report const report = diagnose(text);
  EXPECT_EQ(report.detected.format, "curl-verbose");
  EXPECT_EQ(report.cause, "preflight-status:400");
  EXPECT_EQ(marked(report, text), "400");
}

TEST(Paste, TakesAQuotedHeaderForAQuotation) {
  EXPECT_NE(diagnose("> Access-Control-Allow-Origin: *\n").detected.format, "curl-verbose");
}

TEST(Paste, ReadsPseudoHeaders) {
  std::string const text =
      ":method: DELETE\n:authority: api.example\n:scheme: https\n:path: /x\norigin: https://app.example\n";
  Report const report = diagnose(text);
  EXPECT_EQ(report.cause, "insufficient-input");
  EXPECT_NE(report.findings.front().help.find("Access-Control-Request-Method: DELETE"), std::string::npos);
  EXPECT_NE(report.findings.front().help.find("https://api.example/x"), std::string::npos);
}

TEST(Paste, StandsAnyText) {
  for (std::string const& text :
       {std::string(), std::string("\0\xff\xfe\n\r", 5), std::string("HTTP/1.1"), std::string("HTTP/1.1 20"),
        std::string(100000, ':'), std::string(100000, '\n'),
        std::string("GET\nHTTP/1.1 999 x\n:\n: :\n \tfolded\n"), std::string("{\"request\":"),
        std::string("{\"request\":{\"url\":[[[[]]]]}}")}) {
    Report const report = diagnose(text);
    EXPECT_FALSE(report.summary.empty());
    EXPECT_FALSE(to_json(report, text).empty());
    EXPECT_FALSE(to_sarif(report, text).empty());
    EXPECT_FALSE(to_text(report, text).empty());
  }
}

TEST(Paste, ReadsAThousandHeadersAndMegabytes) {
  std::string text = wildcard;
  for (int i = 0; i < 1000; ++i)
    text += "X-" + std::to_string(i) + ": " + std::string(100, 'a') + "\r\n";
  text += "\r\n" + std::string(10'000'000, 'b');
  EXPECT_EQ(diagnose(text).cause, "acao-wildcard-with-credentials");
}

struct BadExchange {
  std::string_view json, message;
};
class ExchangeErrors : public ::testing::TestWithParam<BadExchange> {};

TEST_P(ExchangeErrors, NameWhatAndWhere) {
  InputError error;
  EXPECT_FALSE(evaluate(GetParam().json, {}, error));
  EXPECT_EQ(error.message, GetParam().message);
  EXPECT_TRUE(evaluate_line(GetParam().json).starts_with("{\"error\":\""));
}

INSTANTIATE_TEST_SUITE_P(
    All, ExchangeErrors,
    ::testing::Values(
        BadExchange{"", "this is not JSON: it breaks off or goes wrong at byte 0"},
        BadExchange{"[]", "the exchange must be an object, and is an array"},
        BadExchange{"{}", "request is missing"}, BadExchange{R"({"request":{}})", "request.url is missing"},
        BadExchange{R"({"request":{"url":1}})", "request.url must be a string, and is a number"},
        BadExchange{R"({"request":{"url":"x","credentials":"all"}})",
                    "request.credentials must be one of omit, same-origin, include, and is \"all\""},
        BadExchange{R"({"request":{"url":"x","headers":[["a"]]}})",
                    "request.headers[0] must be a pair [name, value], and is an array"},
        BadExchange{R"({"request":{"url":"x"},"response":{"status":"200"}})",
                    "response.status must be an integer, and is a string"},
        BadExchange{R"({"request":{"url":"x"},"response":{"status":7}})",
                    "response.status must be from 100 to 999, and is 7"},
        BadExchange{R"({"request":{"url":"x","headers":[["a","€"]]}})",
                    "request.headers[0][1] has a character above U+00FF, which no header can carry"}));

TEST(Batch, GivesTheSameVerdictsByBothDoors) {
  std::string const line =
      R"({"request":{"url":"https://a.example/","origin":"https://b.example"},"response":{"status":200}})";
  std::vector<std::uint32_t> words;
  evaluate_all(line + "\nnot json\n\n" + line + "\n", words);
  ASSERT_EQ(words.size(), 12U);
  EXPECT_EQ(words[1] & 3U, static_cast<std::uint32_t>(Verdict::blocked));
  EXPECT_EQ(words[4], 0xFFFFFFFFU);
  EXPECT_EQ(words[8], words[0]);
}

TEST(Sequence, KeepsThePreflightAsEachEngineDoes) {
  auto const exchange = [](char const* extra) {
    return std::string(
               R"({"request":{"url":"https://a.example/","origin":"https://b.example","method":"PUT"},"preflight":{"status":204,"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods",")") +
           extra +
           R"("],["Access-Control-Max-Age","1000"]]},"response":{"status":200,"headers":[["Access-Control-Allow-Origin","*"]]}})";
  };
  auto const sent = [&](char const* methods, int at) {
    InputError error;
    auto const report = evaluate(R"({"sequence":[{"at":0,"exchange":)" + exchange(methods) + R"(},{"at":)" +
                                     std::to_string(at) + R"(,"exchange":)" + exchange(methods) + "}]}",
                                 {}, error);
    EXPECT_TRUE(report) << error.message;
    std::string engines;
    for (Engine const engine : all_engines)
      if ((*report->sequence)[1].engines[engine]->preflight_sent)
        engines += std::string(name_of(engine)) + " ";
    return engines;
  };
  EXPECT_EQ(sent("PUT", 1), "");
  EXPECT_EQ(sent("PUT", 700), "webkit "); // 600 seconds at most
  EXPECT_EQ(sent("PUT", 1001), "standard chromium gecko webkit ");
  EXPECT_EQ(sent("*", 1), "gecko "); // a cached wildcard never matches
}

} // namespace
} // namespace whycors
