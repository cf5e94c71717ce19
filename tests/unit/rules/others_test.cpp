#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

// What a server's own words, and its answers to others, say about why it refused.
namespace whycors {
namespace {

constexpr std::string_view put =
    R"("request":{"url":"https://api.example.com/x","origin":"https://app.example.com","method":"PUT",)"
    R"("headers":[["X-Request-Id","1"],["X-Tenant","1"]]})";
constexpr std::string_view get =
    R"("request":{"url":"https://api.example.com/x","origin":"https://app.example.com","credentials":"include"})";

Report report_of(std::string_view request, std::string_view rest) {
  InputError error;
  auto report = evaluate("{" + std::string(request) + "," + std::string(rest) + "}", {}, error);
  EXPECT_TRUE(report) << error.message;
  return report ? *report : Report{};
}

Finding const* find(Report const& report, std::string_view name) {
  for (Finding const& finding : report.findings)
    if (finding.name == name) return &finding;
  return nullptr;
}

bool has_note(Report const& report, std::string_view part) {
  for (std::string const& note : report.findings.front().notes)
    if (note.find(part) != std::string::npos) return true;
  return false;
}

TEST(Refusals, OfHeadersAreNotToldAsOnesOfTheOrigin) {
  auto const hapi = report_of(
      put,
      R"("preflight":{"status":200,"headers":[],"body":"{\"message\":\"CORS error: Some headers are not allowed\"}"})");
  EXPECT_EQ(hapi.cause, "acah-missing-header:x-request-id");
  EXPECT_EQ(hapi.findings.front().certainty, Certainty::likely) << "it does not say which";
  auto const named =
      report_of(put, R"("preflight":{"status":200,"headers":[],"body":"headers are not allowed: X-TENANT"})");
  EXPECT_EQ(named.cause, "acah-missing-header:x-tenant");
  EXPECT_EQ(named.causes.size(), 1U);
  EXPECT_EQ(named.findings.front().certainty, Certainty::certain);
}

TEST(Refusals, OfOriginsAndMethodsAreTold) {
  auto const origin =
      report_of(put, R"("preflight":{"status":200,"headers":[],"body":"CORS error: Origin not allowed"})");
  EXPECT_EQ(origin.cause, "acao-missing");
  EXPECT_TRUE(has_note(origin, "does not allow the origin"));
  auto const method =
      report_of(put, R"("preflight":{"status":200,"headers":[],"body":"Disallowed CORS method"})");
  EXPECT_EQ(method.cause, "acam-missing-method:PUT");
}

TEST(Refusals, WithAStatusOfTheirOwnKeepItAsTheCause) {
  auto const starlette = report_of(
      put,
      R"("preflight":{"status":400,"headers":[["Access-Control-Allow-Origin","https://app.example.com"],)"
      R"(["Access-Control-Allow-Headers","Accept, X-Tenant"]],"body":"Disallowed CORS headers"})");
  EXPECT_EQ(starlette.cause, "preflight-status:400");
  EXPECT_TRUE(has_note(starlette, "does not allow the header `x-request-id`"));
}

TEST(Credentials, ThatAreOnlyAssumedMakeNothingCertain) {
  constexpr std::string_view answer = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n"
                                      "Access-Control-Allow-Credentials: true\nContent-Length: 0\n";
  auto const assumed = diagnose(answer);
  EXPECT_EQ(assumed.cause, "acao-wildcard-with-credentials");
  EXPECT_EQ(assumed.findings.front().certainty, Certainty::likely);
  EXPECT_EQ(assumed.summary.find("Probably blocked in every browser: "), 0U) << assumed.summary;
  Options options;
  options.credentials = "include";
  auto const chosen = diagnose(answer, options);
  EXPECT_EQ(chosen.findings.front().certainty, Certainty::certain);
  EXPECT_EQ(chosen.summary.find("Blocked in every browser: "), 0U) << chosen.summary;
}

TEST(Refusals, OfASilentLibraryAreNotCertain) {
  auto const silent = report_of(
      put,
      R"("preflight":{"status":204,"headers":[["Vary","Origin"],["Vary","Access-Control-Request-Headers"]]})");
  EXPECT_EQ(silent.findings.front().certainty, Certainty::likely);
  EXPECT_TRUE(has_note(silent, "rs/cors"));
  auto const other = report_of(
      put, R"("preflight":{"status":200,"headers":[["Server","nginx"],["Content-Type","text/html"]]})");
  EXPECT_EQ(other.findings.front().certainty, Certainty::certain);
  EXPECT_FALSE(has_note(other, "rs/cors"));
}

TEST(Others, ShowTheHeaderThatIsRefused) {
  auto const report = report_of(
      put,
      R"("preflight":{"status":204,"headers":[]},"others":[)"
      R"({"origin":"https://app.example.com","requestHeaders":"","preflight":{"status":204,"headers":[["Access-Control-Allow-Origin","*"]]}},)"
      R"({"origin":"https://app.example.com","requestHeaders":"x-request-id","preflight":{"status":204,"headers":[["Access-Control-Allow-Origin","*"]]}},)"
      R"({"origin":"https://app.example.com","requestHeaders":"x-tenant","preflight":{"status":204,"headers":[]}}])");
  EXPECT_EQ(report.cause, "acah-missing-header:x-tenant");
  EXPECT_EQ(report.findings.front().certainty, Certainty::certain);
}

TEST(Others, ShowThatAnyOriginIsLetIn) {
  constexpr std::string_view own =
      R"("response":{"status":200,"headers":[["Access-Control-Allow-Origin","https://app.example.com"],)"
      R"(["Access-Control-Allow-Credentials","true"],["Vary","Origin"]]},"others":[{"origin":"https://evil.example",)";
  auto const reflects = report_of(
      get,
      std::string(own) +
          R"("response":{"status":200,"headers":[["Access-Control-Allow-Origin","https://evil.example"],)"
          R"(["Access-Control-Allow-Credentials","true"],["Vary","Origin"]]}}])");
  EXPECT_TRUE(find(reflects, "reflects-any-origin-with-credentials"));
  auto const refuses =
      report_of(get, std::string(own) + R"("response":{"status":200,"headers":[["Vary","Origin"]]}}])");
  EXPECT_FALSE(find(refuses, "reflects-any-origin-with-credentials"));
}

TEST(Others, ShowWhetherACacheCanMixOriginsUp) {
  constexpr std::string_view own =
      R"("response":{"status":200,"headers":[["Access-Control-Allow-Origin","https://app.example.com"],)"
      R"(["Access-Control-Allow-Credentials","true"],["Vary","Origin"]]},"others":[{"origin":"",)";
  EXPECT_TRUE(find(report_of(get, std::string(own) + R"("response":{"status":200,"headers":[]}}])"),
                   "vary-origin-missing"));
  EXPECT_FALSE(
      find(report_of(get, std::string(own) + R"("response":{"status":200,"headers":[["vary","origin"]]}}])"),
           "vary-origin-missing"));
}

TEST(Others, ShowThatA403IsForTheOrigin) {
  constexpr std::string_view refused = R"("response":{"status":403,"headers":[]})";
  EXPECT_EQ(report_of(get, refused).cause, "error-response-without-cors:403");
  EXPECT_EQ(report_of(get, std::string(refused) +
                               R"(,"others":[{"origin":"","response":{"status":200,"headers":[]}}])")
                .cause,
            "origin-rejected-403");
}

TEST(Others, ThatAreNotUnderstoodAreNamed) {
  InputError error;
  EXPECT_FALSE(evaluate("{" + std::string(get) + R"(,"others":[{"origin":3}]})", {}, error));
  EXPECT_EQ(error.message, "others[0].origin must be a string, and is a number");
}

TEST(Misspelt, NamesOfHeadersAreShownAsTheCulprit) {
  for (std::string_view const slip :
       {"Access-Control-Allow-Origins", "Access-Control-Allowed-Origin", "Acces-Control-Allow-Origin",
        "Access-Control-Origin", "Allow-Control-Allow-Origin", "X-Access-Control-Allow-Origin"}) {
    std::string const paste = "GET https://api.example.com/x HTTP/1.1\nOrigin: https://app.example.com\n\n"
                              "HTTP/1.1 200 OK\nDate: x\n" +
                              std::string(slip) + ": *\nServer: x\n";
    auto const report = diagnose(paste);
    EXPECT_EQ(report.cause, "acao-missing");
    EXPECT_NE(report.summary.find(": `" + std::string(slip) + "` is misspelt"), std::string::npos);
    EXPECT_EQ(report.findings.front().help.find("rename `" + std::string(slip) + "` to `"), 0U);
    Label const& label = report.findings.front().labels.front();
    EXPECT_EQ(paste.substr(label.span.start, label.span.end - label.span.start), slip);
    EXPECT_FALSE(label.ghost);
  }
}

TEST(Misspelt, IsNoHeaderOfAnotherName) {
  for (std::string_view const other : {"Access-Control-Allow-Methods", "Access-Control-Max-Age", "Vary",
                                       "Origin", "Access-Control-Allow-Private-Network"}) {
    auto const report =
        report_of(get, R"("response":{"status":200,"headers":[[")" + std::string(other) + R"(","x"]]})");
    ASSERT_EQ(report.cause, "acao-missing") << other;
    EXPECT_TRUE(report.findings.front().labels.front().ghost) << other;
  }
}

TEST(Misspelt, ListExposesNothing) {
  auto const with = [](std::string_view rows) {
    return report_of(
        get,
        R"("response":{"status":200,"headers":[["Access-Control-Allow-Origin","https://app.example.com"],)"
        R"(["Access-Control-Allow-Credentials","true"],["Vary","Origin"],["ETag","1"],["X-Total","2"],)" +
            std::string(rows) + "]}");
  };
  auto const report = with(R"(["Access-Control-Expose-Header","X-Total, X-Other, ETag"])");
  EXPECT_EQ(report.cause, "exposed-header-missing:etag");
  EXPECT_EQ(report.engines[Engine::chromium]->verdict, Verdict::allowed);
  EXPECT_EQ(report.summary.find("Allowed, but: "), 0U) << report.summary;
  EXPECT_EQ(find(report, "no-error"), nullptr);
  EXPECT_EQ(with(R"(["Access-Control-Expose-Headers","X-Total"])").cause, "no-error");
  EXPECT_EQ(with(R"(["Access-Control-Expose-Header","X-Other"])").cause, "no-error")
      << "nothing is lost by it";
}

TEST(Remedies, OfferTheWayOverTheOwnServer) {
  auto const report = report_of(get, R"("response":{"status":200,"headers":[]})");
  auto const& remedies = report.findings.front().remedies;
  ASSERT_FALSE(remedies.empty());
  EXPECT_NE(remedies.back().intent.find("call it from your own server"), std::string::npos);
  EXPECT_EQ(remedies.back().passes_in, EngineSet::browsers());
  EXPECT_FALSE(remedies.back().verify.empty());
}

TEST(Remedies, OfferTheUrlAtTheEndOfARedirect) {
  auto const report = report_of(put, R"("preflight":{"status":301,"headers":[["Location","/x/"]]})");
  bool offered = false;
  for (Remedy const& remedy : report.findings.front().remedies)
    offered |= remedy.intent.find("https://api.example.com/x/") != std::string::npos;
  EXPECT_TRUE(offered);
}

} // namespace
} // namespace whycors
