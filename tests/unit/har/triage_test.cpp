#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <whycors/har.hpp>
#include <whycors/whycors.hpp>

#include "har/preflight_cost.hpp"

// Recordings as browsers and proxies write them, and what the triage makes of them.
namespace whycors {
namespace {

using Json = nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;

Json rows(Headers const& headers) {
  Json list = Json::array();
  for (auto const& [name, value] : headers)
    list.push_back({{"name", name}, {"value", value}});
  return list;
}

Json entry(std::string const& method, std::string const& url, Headers const& asked, int status,
           Headers const& answered = {}, Json const& more = Json::object()) {
  Json one = {{"startedDateTime", "2026-01-01T10:00:00.000Z"},
              {"time", 50.0},
              {"request", {{"method", method}, {"url", url}, {"headers", rows(asked)}}},
              {"response", {{"status", status}, {"headers", rows(answered)}, {"redirectURL", ""}}}};
  one.merge_patch(more);
  return one;
}

Json recording(std::vector<Json> const& entries) {
  return {{"log", {{"version", "1.2"}, {"entries", entries}}}};
}

HarReport triage(std::string_view text, std::size_t part = 1U << 20U) {
  HarTriage work;
  for (std::size_t at = 0; at < text.size(); at += part)
    work.feed(text.substr(at, part));
  return work.finish();
}
HarReport triage(std::vector<Json> const& entries) { return triage(recording(entries).dump()); }

std::string const api = "https://api.example/x";
std::pair<std::string, std::string> const origin{"Origin", "https://app.example"};
std::pair<std::string, std::string> const allow{"access-control-allow-origin", "https://app.example"};
Headers const preflight_headers{origin, {"Access-Control-Request-Method", "PUT"}};
Headers const preflight_allows{
    allow, {"access-control-allow-methods", "PUT"}, {"vary", "Origin"}, {"access-control-max-age", "600"}};

/// The one group of a recording.
HarGroup const& only(HarReport const& report) {
  EXPECT_EQ(report.groups.size(), 1U);
  static HarGroup const none;
  return report.groups.empty() ? none : report.groups.front();
}

TEST(Triage, JoinsAPreflightBeforeOrAfterItsRequest) {
  Json const call = entry("PUT", api, {origin}, 200, {allow, {"vary", "Origin"}});
  Json const preflight =
      entry("OPTIONS", api, preflight_headers, 204, preflight_allows, {{"_resourceType", "preflight"}});
  Json const refused = entry("OPTIONS", api, preflight_headers, 401, {}, {{"_resourceType", "preflight"}});
  for (auto const& entries : {std::vector{call, preflight}, std::vector{preflight, call}}) {
    HarReport const report = triage(entries);
    EXPECT_EQ(report.calls, 1U);
    EXPECT_EQ(report.allowed, 1U) << to_json(report);
    EXPECT_EQ(report.preflights.count, 1U);
    EXPECT_EQ(report.preflights.not_recorded, 0U);
    EXPECT_TRUE(report.policies.empty());
  }
  Json const failed = entry("PUT", api, {}, 0, {},
                            {{"_resourceType", "fetch"}, {"response", {{"_error", "net::ERR_FAILED"}}}});
  // Chromium's request of a failed preflight has provisional headers alone.
  Json provisional = failed;
  provisional["request"]["headers"] = rows({{"Referer", "https://app.example/page"}});
  for (auto const& entries : {std::vector{provisional, refused}, std::vector{refused, provisional}}) {
    HarReport const report = triage(entries);
    EXPECT_EQ(report.calls, 1U);
    EXPECT_EQ(only(report).cause, "preflight-auth:401") << to_json(report);
    EXPECT_EQ(only(report).origins, std::vector<std::string>{"https://app.example"});
  }
}

TEST(Triage, TakesAPreflightThatIsNotRecordedToHavePassed) {
  HarReport const fine =
      triage({entry("PUT", api, {origin, {"X-Token", "1"}}, 200, {allow, {"vary", "Origin"}})});
  EXPECT_EQ(fine.allowed, 1U) << to_json(fine);
  EXPECT_EQ(fine.preflights.not_recorded, 1U);
  HarReport const failed = triage({entry("PUT", api, {origin, {"X-Token", "1"}}, 500)});
  EXPECT_EQ(only(failed).cause, "error-response-without-cors:500");
  EXPECT_TRUE(only(failed).preflight_not_recorded);
}

TEST(Triage, FollowsRedirects) {
  Json const first = entry("GET", "https://app.example/go", {origin}, 302, {{"Location", api}},
                           {{"_resourceType", "fetch"}, {"response", {{"redirectURL", api}}}});
  Json const last = entry("GET", api, {origin}, 200, {}, {{"_resourceType", "fetch"}});
  HarReport const report = triage({first, last});
  EXPECT_EQ(report.calls, 1U);
  EXPECT_EQ(report.failed, 1U) << to_json(report);
  EXPECT_EQ(only(report).example.url, "https://app.example/go");
  EXPECT_NE(only(report).example.text.find("GET " + api), std::string::npos);
}

TEST(Triage, PassesOverWhatIsNoCallAcrossOrigins) {
  HarReport const report = triage({
      entry("GET", "https://app.example/self", {origin}, 200, {}, {{"_resourceType", "fetch"}}),
      entry("GET", api, {{"sec-fetch-mode", "no-cors"}, {"referer", "https://app.example/"}}, 200, {},
            {{"_resourceType", "image"}}),
      entry("POST", api, {origin, {"sec-fetch-mode", "navigate"}}, 200, {}, {{"_resourceType", "document"}}),
      entry("GET", "data:image/png;base64,AAAA", {}, 200), entry("GET", "not a URL", {origin}, 200),
      entry("GET", api, {}, 200), // a proxy saw it: nothing says that a page sent it
  });
  EXPECT_EQ(report.entries, 6U);
  EXPECT_EQ(report.calls, 0U) << to_json(report);
  EXPECT_EQ(report.exit_status(), 0);
}

TEST(Triage, ReadsWhatBrowsersAndProxiesWrite) {
  // Firefox lists the answer to a blocked request; Safari gives none; proxies see all that was sent.
  HarReport const firefox =
      triage({entry("GET", api, {origin, {"Sec-Fetch-Mode", "cors"}}, 200, {{"server", "x"}})});
  EXPECT_EQ(only(firefox).cause, "acao-missing");
  HarReport const safari =
      triage({entry("GET", api, {origin}, 0, {}, {{"_fetchType", "Network Load"}, {"_priority", "high"}})});
  EXPECT_EQ(safari.failed, 1U);
  HarReport const charles =
      triage({entry("OPTIONS", api, preflight_headers, 200, {}, {{"_charlesStatus", "COMPLETE"}})});
  EXPECT_EQ(only(charles).cause, "acao-missing");
  HarReport const refused =
      triage({entry("GET", api, {origin}, 0, {},
                    {{"_resourceType", "xhr"}, {"response", {{"_error", "net::ERR_CONNECTION_REFUSED"}}}})});
  EXPECT_EQ(only(refused).cause, "network-error-not-cors") << to_json(refused);
  HarReport const playwright = triage({entry(
      "GET", api, {origin}, -1, {}, {{"response", {{"_failureText", "net::ERR_NAME_NOT_RESOLVED"}}}})});
  EXPECT_EQ(only(playwright).cause, "network-error-not-cors") << to_json(playwright);
  HarReport const cancelled =
      triage({entry("GET", api, {origin}, 0, {}, {{"response", {{"_error", "net::ERR_ABORTED"}}}})});
  EXPECT_EQ(cancelled.cancelled, 1U);
  EXPECT_EQ(cancelled.failed, 0U);
}

TEST(Triage, KeepsRowsOfOneNameApart) {
  HarReport const report =
      triage({entry("GET", api, {origin}, 200,
                    {{"access-control-allow-origin", "https://app.example\nhttps://app.example"}})});
  EXPECT_EQ(only(report).cause, "acao-multiple");
}

TEST(Triage, GroupsByCauseAndServerWithOneExample) {
  std::vector<Json> entries;
  for (int i = 0; i < 300; ++i) {
    std::string const number = std::to_string(i);
    entries.push_back(
        entry("GET", api + number,
              {origin, {"Authorization", "Bearer secret" + number}, {"Cookie", "id=secret" + number}}, 0, {},
              {{"_resourceType", "fetch"}}));
    entries.push_back(entry("OPTIONS", api + number,
                            {origin,
                             {"access-control-request-method", "GET"},
                             {"access-control-request-headers", "authorization"}},
                            204, {allow}));
    entries.push_back(
        entry("GET", "https://other.example/" + number, {origin}, 200, {{"x-request-id", number}}));
  }
  HarReport const report = triage(entries);
  ASSERT_EQ(report.groups.size(), 2U) << to_json(report);
  EXPECT_EQ(report.groups[0].count, 300U);
  EXPECT_EQ(report.groups[0].count + report.groups[1].count, report.failed);
  for (HarGroup const& group : report.groups) {
    bool const is_api = group.server == "https://api.example";
    EXPECT_EQ(group.cause, is_api ? "acac-missing" : "acao-missing");
    EXPECT_EQ(group.example.text.find("secret"), std::string::npos);
    // The example can be pasted, and gives the same.
    EXPECT_EQ(diagnose(group.example.text).cause, group.cause);
    EXPECT_EQ(group.example.report.cause, group.cause);
  }
  ASSERT_EQ(report.policies.size(), 2U);
  EXPECT_EQ(report.policies[0].server, "https://api.example");
  EXPECT_EQ(report.policies[0].headers, std::vector<std::string>{"authorization"});
  EXPECT_TRUE(report.policies[0].credentials);
  EXPECT_FALSE(report.policies[1].credentials);
}

TEST(Triage, FindsWhatIsAllowedAndFragile) {
  HarReport const report = triage({entry("GET", api, {origin}, 200, {allow})});
  EXPECT_EQ(only(report).outcome, HarOutcome::fragile);
  EXPECT_EQ(only(report).cause, "vary-origin-missing") << to_json(report);
}

TEST(Triage, NamesCredentialsWhereOnlyTheyExplainTheFailure) {
  Json const failed = {{"_resourceType", "fetch"}, {"response", {{"_error", "net::ERR_FAILED"}}}};
  Headers const any{{"access-control-allow-origin", "*"}};
  HarReport const report = triage({entry("GET", api, {origin}, 200, any, failed)});
  EXPECT_EQ(only(report).cause, "acao-wildcard-with-credentials");
  EXPECT_TRUE(only(report).summary.starts_with("Probably blocked")) << only(report).summary;
  EXPECT_EQ(diagnose(only(report).example.text).cause, only(report).cause);
  // Without the browser's word for it, and where credentials are allowed, nothing is wrong.
  EXPECT_TRUE(triage({entry("GET", api, {origin}, 200, any)}).groups.empty());
  Headers const all{allow, {"access-control-allow-credentials", "true"}, {"vary", "Origin"}};
  EXPECT_EQ(only(triage({entry("GET", api, {origin}, 200, all, failed)})).cause, "no-error");
}

TEST(Triage, CountsWhatAMaxAgeWouldSave) {
  std::vector<Json> entries;
  for (char const* const at : {"10:00:00.000Z", "10:09:59.000Z", "10:10:00.000Z", "11:59:59+00:00",
                               "14:00:00.000+02:00", "23:59:59.999Z"})
    entries.push_back(entry("OPTIONS", api, preflight_headers, 204, preflight_allows,
                            {{"startedDateTime", std::string("2026-01-01T") + at}}));
  HarReport const report = triage(entries);
  EXPECT_EQ(report.preflights.count, 6U);
  EXPECT_DOUBLE_EQ(report.preflights.time, 300.0);
  for (HarSaving const& saving : report.preflights.savings) {
    // 600 s: the second alone, since the fourth and fifth are a second apart and two hours after. 7200 s: all
    // but the first, the fifth and the last. A day: all but the first.
    std::uint64_t const expected = saving.max_age == 600 ? 2 : saving.max_age == 7200 ? 3 : 5;
    EXPECT_EQ(saving.count, expected) << saving.engine;
    EXPECT_DOUBLE_EQ(saving.time, 50.0 * static_cast<double>(expected));
  }
  EXPECT_EQ(report.calls, 0U);
}

TEST(Triage, ReadsTimesAsRecordersWriteThem) {
  EXPECT_EQ(har::milliseconds("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(har::milliseconds("2000-02-29T12:34:56.789Z"), 951827696789);
  EXPECT_EQ(har::milliseconds("2026-03-01T08:00:00.5+02:00"), har::milliseconds("2026-03-01T06:00:00.500Z"));
  EXPECT_EQ(har::milliseconds("2026-03-01T00:00:00.1234567-0130"),
            har::milliseconds("2026-03-01T01:30:00.123Z"));
  EXPECT_FALSE(har::milliseconds("yesterday"));
  EXPECT_FALSE(har::milliseconds(""));
}

TEST(Triage, TellsWhereAFileIsDamagedAndWhatStoodBefore) {
  std::string const text =
      recording({entry("GET", api, {origin}, 200), entry("GET", api, {origin}, 200)}).dump();
  HarReport const report = triage(std::string_view(text).substr(0, text.size() - 60));
  EXPECT_EQ(report.entries, 1U);
  EXPECT_EQ(report.failed, 1U);
  ASSERT_TRUE(report.damage);
  EXPECT_EQ(report.damage->at, text.size() - 60);
  EXPECT_EQ(report.exit_status(), 1);
  EXPECT_EQ(triage("this is no JSON").exit_status(), 2);
  EXPECT_EQ(triage("{}").exit_status(), 0);
}

TEST(Triage, GivesTheSameInPartsOfAnySize) {
  std::string const text =
      recording({entry("PUT", api, {origin}, 200, {allow}), entry("OPTIONS", api, preflight_headers, 403),
                 entry("GET", "https://other.example/\xC3\xA9", {origin}, 500)})
          .dump(1);
  std::string const whole = to_json(triage(text));
  for (std::size_t const part : {1U, 3U, 63U, 64U, 65U})
    EXPECT_EQ(to_json(triage(text, part)), whole);
}

TEST(Triage, TakesHostileTextForText) {
  HarReport const report =
      triage({entry("GET\r\nX: y", "https://api.example/\n\nHTTP/1.1 200",
                    {origin, {"a b\nc: d", "x"}, {"x", "1\nOrigin: https://evil.example\n\n"}}, 200,
                    {{"x", "1\x1B[31m"}})});
  EXPECT_EQ(report.calls, 1U);
  EXPECT_EQ(only(report).origins, std::vector<std::string>{"https://app.example"});
  EXPECT_EQ(only(report).example.text.find("\nOrigin: https://evil.example"), std::string::npos);
  EXPECT_EQ(to_text(report, "\x1B[2Jname").find('\x1B'), std::string::npos);
}

} // namespace
} // namespace whycors
