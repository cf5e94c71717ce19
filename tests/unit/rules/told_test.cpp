#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

namespace whycors {
namespace {

std::string joined(std::vector<std::string> const& lines) {
  std::string text;
  for (std::string const& line : lines)
    text += line + "\n";
  return text;
}

std::string const question = "OPTIONS /orders HTTP/1.1\nHost: api.example\nOrigin: https://app.example\n"
                             "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a\n\n";
std::string const passes = "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: https://app.example\n"
                           "Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-a\n\n"
                           "PUT /orders HTTP/1.1\nHost: api.example\nOrigin: https://app.example\nX-A: 1\n\n";
std::string const get = "GET /orders HTTP/1.1\nHost: api.example\nOrigin: https://app.example\n\n";

/// Pastes of what went over the wire, a failure of each family.
std::vector<std::string> const pastes{
    question + "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\n",
    question + "HTTP/1.1 401 Unauthorized\nAccess-Control-Allow-Origin: *\n",
    question + "HTTP/1.1 404 Not Found\n",
    question + "HTTP/1.1 405 Method Not Allowed\nAccess-Control-Allow-Origin: *\n",
    question + "HTTP/1.1 301 Moved Permanently\nLocation: /orders/\nAccess-Control-Allow-Origin: *\n",
    question + "HTTP/1.1 302 Found\nLocation: /login\n",
    question + "HTTP/1.1 204 No Content\n",
    question + "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: https://other.example\n",
    question + "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: GET\n",
    question + "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n",
    question + passes + "HTTP/1.1 200 OK\n",
    question + passes + "HTTP/1.1 502 Bad Gateway\nServer: nginx\n",
    get + "HTTP/1.1 200 OK\n",
    get + "HTTP/1.1 500 Internal Server Error\n",
    get + "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example/\n",
    get + "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *\n",
    get + "HTTP/1.1 302 Found\nLocation: https://login.example/login\n",
};

// A person pastes both the red line and the headers: the line is evidence of the cause, never a second one.
TEST(Told, WhatABrowserPrintsForAPasteAddsNoCauseToIt) {
  for (std::string const& paste : pastes) {
    Report const alone = diagnose(paste);
    ASSERT_EQ(alone.exit_status(), 1) << paste;
    for (Engine const engine : browser_engines) {
      std::string const console = joined(alone.engines[engine]->console);
      ASSERT_FALSE(console.empty()) << paste;
      Report const both = diagnose(console + "\n" + paste);
      EXPECT_EQ(both.causes, alone.causes) << console << paste;
      EXPECT_TRUE(std::any_of(both.findings.front().labels.begin(), both.findings.front().labels.end(),
                              [&](Label const& label) { return label.span.start < console.size(); }))
          << console << paste;
    }
  }
}

TEST(Told, AnotherStoryIsToldBesideTheHeaders) {
  std::string const console = "Access to fetch at 'https://api.example/orders' from origin "
                              "'https://app.example' has been blocked by CORS "
                              "policy: Response to preflight request doesn't pass access control check: It "
                              "does not have HTTP ok status.\n\n";
  Report const report =
      diagnose(console + get + "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example/\n");
  EXPECT_EQ(report.cause, "acao-invalid-value");
  ASSERT_GE(report.findings.size(), 2U);
  EXPECT_TRUE(std::any_of(report.findings.begin(), report.findings.end(),
                          [](Finding const& finding) { return finding.name == "preflight-status"; }));
}

TEST(Told, PointsAtAStatusThatStandsApartBeforeTheSentence) {
  std::string const sentence =
      "Access to fetch at 'https://api.example/x' from origin 'https://app.example' has been blocked by CORS "
      "policy: No 'Access-Control-Allow-Origin' header is present";
  std::string const paste = sentence + " on the requested resource.\nGET https://api.example/x "
                                       "net::ERR_FAILED 502 (Bad Gateway)\n";
  Report const report = diagnose(paste, {});
  ASSERT_EQ(report.cause, "error-response-without-cors:502");
  auto const& labels = report.findings.front().labels;
  ASSERT_EQ(labels.size(), 2U);
  auto const marked = [&](Label const& label) {
    return paste.substr(label.span.start, label.span.end - label.span.start);
  };
  EXPECT_EQ(marked(labels[0]), "502");
  EXPECT_TRUE(labels[0].primary);
  EXPECT_EQ(marked(labels[1]), sentence);
  EXPECT_FALSE(labels[1].primary);
}

bool tells_of_reflection(std::string const& code) {
  Report const report = diagnose(code, {});
  return std::any_of(report.findings.begin(), report.findings.end(), [](Finding const& finding) {
    return finding.name == "reflects-any-origin-with-credentials";
  });
}

TEST(Told, CodeThatComparesAnOriginReflectsNone) {
  auto const servlet = [](std::string const& condition) {
    return "String origin = request.getHeader(\"Origin\");\n" + condition +
           "response.setHeader(\"Access-Control-Allow-Origin\", origin);\n"
           "response.setHeader(\"Access-Control-Allow-Credentials\", \"true\");\n";
  };
  EXPECT_TRUE(tells_of_reflection(servlet("if (origin != null) ")));
  EXPECT_FALSE(tells_of_reflection(servlet("if (known.contains(origin)) ")));
  EXPECT_FALSE(tells_of_reflection(servlet("if (\"https://app.example\".equals(origin)) ")));
}

TEST(Told, SettingsThatLookAnOriginUpReflectNone) {
  auto const reflects = [](std::string const& origin) {
    return tells_of_reflection("app.use(cors({ origin: " + origin + ", credentials: true }))\n");
  };
  EXPECT_TRUE(reflects("(origin) => origin"));
  EXPECT_FALSE(reflects("(origin, callback) => { if (allowed.includes(origin)) { callback(null, true) } "
                        "else { callback(null, false) } }"));
}

bool has_note(Report const& report, std::string_view part) {
  auto const& notes = report.findings.front().notes;
  return std::any_of(notes.begin(), notes.end(),
                     [&](std::string const& note) { return note.find(part) != std::string::npos; });
}

TEST(Told, QuotesTheValueThatASentenceNames) {
  std::string const before =
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote "
      "resource at https://api.example/x. (Reason: CORS header "
      "'Access-Control-Allow-Origin' does not match '";
  Report const own = diagnose(before + "https://api.example/').\n", {});
  EXPECT_EQ(own.cause, "acao-invalid-value");
  EXPECT_TRUE(has_note(own, "the value is `https://api.example/`, the server's own address"));
  Report const other = diagnose(before + "https://www.shop.example').\n", {});
  EXPECT_EQ(other.cause, "acao-mismatch");
  EXPECT_TRUE(has_note(other, "the value is `https://www.shop.example`"));
  EXPECT_FALSE(has_note(other, "own address"));
}

TEST(Told, CredentialsThatAreNotTrueMayBeThereTwice) {
  Report const gecko =
      diagnose("(Reason: expected 'true' in CORS header 'Access-Control-Allow-Credentials').\n", {});
  EXPECT_EQ(gecko.cause, "acac-missing");
  EXPECT_EQ(gecko.findings.front().certainty, Certainty::likely);
  EXPECT_TRUE(has_note(gecko, "`true, true`"));
  Report const chromium =
      diagnose("The value of the 'Access-Control-Allow-Credentials' header in the response is "
               "'' which must be 'true' when the request's credentials mode is 'include'.\n",
               {});
  EXPECT_EQ(chromium.cause, "acac-missing");
  EXPECT_EQ(chromium.findings.front().certainty, Certainty::certain);
}

TEST(Told, NoAnswerProvesWhatTheBrowserRefusedByItself) {
  std::string const call = "fetch('https://api.example/x', { method: 'PUT' })\n\n";
  EXPECT_TRUE(
      has_note(diagnose(call + "No 'Access-Control-Allow-Origin' header is present\n", {}), "for the proof"));
  Report const csp =
      diagnose(call + "Refused to connect because it violates the following Content Security Policy "
                      "directive: \"default-src 'self'\"\n",
               {});
  EXPECT_EQ(csp.cause, "csp-connect-src");
  EXPECT_FALSE(has_note(csp, "for the proof"));
}

TEST(Told, WordsThatWerePassedOverMayTellWhatIsMissing) {
  std::string const call = "fetch('https://api.example/x', { method: 'PUT' })\n";
  Report const alone = diagnose(call, {});
  ASSERT_EQ(alone.cause, "insufficient-input");
  EXPECT_EQ(alone.findings.front().certainty, Certainty::certain);
  Report const beside = diagnose(call + "\nIt went wrong last night after the new release, and nobody who "
                                        "was there remembers what they changed.\n",
                                 {});
  ASSERT_EQ(beside.cause, "insufficient-input");
  EXPECT_EQ(beside.findings.front().certainty, Certainty::likely);
}

TEST(Told, AStandInForAHostIsNoUrlThatIsWrong) {
  for (std::string_view const url :
       {"https://[endpoint]/x", "https://<api>/x", "https://{host}/x", "https://${host}/x",
        "https://xxx.xxx:xxxx/x", "https://%API%/x", "https://"}) {
    Report const report = diagnose("fetch('" + std::string(url) + "', { method: 'PUT' })\n", {});
    EXPECT_EQ(report.cause, "insufficient-input") << url;
    EXPECT_EQ(report.findings.front().help.find(url), std::string::npos) << url;
  }
  EXPECT_EQ(diagnose("fetch('https://api.example:port/x', { method: 'PUT' })\n", {}).cause,
            "network-error-not-cors");
}

TEST(Told, ARedirectThatCameAsksForItsTarget) {
  std::string const post = "POST /jobs HTTP/1.1\nHost: jobs.example\nOrigin: https://desk.example\n"
                           "Content-Type: application/json\n\n";
  Report const report =
      diagnose(post + "HTTP/1.1 303 See Other\nAccess-Control-Allow-Origin: https://desk.example\n"
                      "Location: https://queue.example/12\n",
               {});
  ASSERT_EQ(report.cause, "insufficient-input");
  EXPECT_NE(report.findings.front().message.find("redirect target"), std::string::npos);
}

} // namespace
} // namespace whycors
