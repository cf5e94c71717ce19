#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"

// What is secret goes, wherever it stands, and the diagnosis stays.
namespace whycors {
namespace {

using Json = nlohmann::json;

/// Verdicts, causes and what they rest on, as far as a redacted text must keep them.
std::string judged(Report const& report) {
  std::string text = report.cause + " | " + report.detected.format + " |";
  for (std::string const& cause : report.causes)
    text += " " + cause;
  for (Engine const engine : all_engines)
    if (auto const& one = report.engines[engine])
      (((text += " | ") += to_name(one->verdict)) += " ") += one->decided_at ? one->decided_at->step : "";
  return text;
}

struct Shape {
  char const* name;
  char const* text; ///< every secret in it contains "hush"
  char const* kept; ///< what must still be there
  SecretKind kind;
};

class Secrets : public ::testing::TestWithParam<Shape> {};

TEST_P(Secrets, GoAndTheShapeStays) {
  Shape const& shape = GetParam();
  Redacted const redacted = redact(shape.text);
  EXPECT_EQ(redacted.text.find("hush"), std::string::npos) << redacted.text;
  EXPECT_NE(redacted.text.find(shape.kept), std::string::npos) << redacted.text;
  EXPECT_GT(redacted.removed[static_cast<std::size_t>(shape.kind)], 0U) << redacted.text;
  EXPECT_EQ(judged(diagnose(redacted.text)), judged(diagnose(shape.text)));
  Redacted const again = redact(redacted.text);
  EXPECT_EQ(again.text, redacted.text);
  EXPECT_EQ(again.removed, decltype(again.removed){});
}

constexpr Shape shapes[] = {
    {"http_text",
     "GET /x HTTP/1.1\nHost: a.example\nOrigin: https://b.example\nCookie: sid=hush; theme=hush2\n\nHTTP/1.1 "
     "200 OK\nAccess-Control-Allow-Origin: *\n",
     "Cookie: sid=REDACTED; theme=REDACTED\n\n", SecretKind::cookie},
    {"set_cookie",
     "HTTP/1.1 200 OK\nSet-Cookie: sid=hush; Path=/; SameSite=None; Secure\nAccess-Control-Allow-Origin: *\n",
     "Set-Cookie: sid=REDACTED; Path=/; SameSite=None; Secure\n", SecretKind::cookie},
    {"authorization",
     "> GET /x HTTP/2\r\n> host: a.example\r\n> origin: https://b.example\r\n> authorization: Bearer "
     "hush.hush\r\n>\r\n< HTTP/2 401\r\n",
     "> authorization: Bearer REDACTED\r\n>", SecretKind::authorization},
    {"authorization_without_scheme", "Authorization: hush-1", "Authorization: REDACTED",
     SecretKind::authorization},
    {"basic", "Proxy-Authorization: Basic aHVzaDpodXNohush=\n", "Proxy-Authorization: Basic REDACTED\n",
     SecretKind::authorization},
    {"api_key_header", "X-Api-Key: hush\nOcp-Apim-Subscription-Key: hush", "Subscription-Key: REDACTED",
     SecretKind::header},
    {"curl",
     "curl 'https://a.example/x' -H 'Origin: https://b.example' -H 'Cookie: a=hush' -H \"X-Auth-Token: "
     "hush\" --compressed",
     "-H 'Cookie: a=REDACTED' -H \"X-Auth-Token: REDACTED\" --compressed", SecretKind::cookie},
    {"curl_windows",
     "curl ^\"https://a.example/x^\" ^\n  -H ^\"cookie: a=hush^\" ^\n  -H ^\"authorization: Bearer hush1^\"",
     "-H ^\"authorization: Bearer REDACTED^\"", SecretKind::authorization},
    {"curl_options", "curl -u me:hush -b 'sid=hush' https://a.example/x",
     "curl -u REDACTED -b 'sid=REDACTED' https", SecretKind::authorization},
    {"fetch",
     "fetch(\"https://a.example/x\", { \"headers\": { \"authorization\": \"Bearer hush\", \"x-csrf-token\": "
     "\"hush\" }, \"credentials\": \"include\" })",
     "\"x-csrf-token\": \"REDACTED\" }, \"credentials\": \"include\"", SecretKind::header},
    {"xhr", "xhr.open('PUT', 'https://a.example/x')\nxhr.setRequestHeader('X-Auth-Token', 'hush')",
     "('X-Auth-Token', 'REDACTED')", SecretKind::header},
    {"powershell",
     "$session.Cookies.Add((New-Object System.Net.Cookie(\"sid\", \"hush\", \"/\", "
     "\"a.example\")))\nInvoke-WebRequest -Uri \"https://a.example/x\" `\n-Headers "
     "@{\n\"authorization\"=\"Bearer hush\"\n}",
     "System.Net.Cookie(\"sid\", \"REDACTED\", \"/\", \"a.example\")", SecretKind::cookie},
    {"har",
     R"({"request":{"method":"GET","url":"https://a.example/x?token=hush","headers":[{"name":"Origin","value":"https://b.example"},{"name":"Cookie","value":"sid=hush"}],"cookies":[{"name":"sid","value":"hush","path":"/"}],"queryString":[{"name":"token","value":"hush"}],"postData":{"text":"{\"password\":\"hush\"}"}},"response":{"status":200,"headers":[{"name":"set-cookie","value":"sid=hush; Secure"}]}})",
     R"({"name":"set-cookie","value":"sid=REDACTED; Secure"})", SecretKind::cookie},
    {"exchange",
     R"({"request":{"url":"https://a.example/x","origin":"https://b.example","headers":[["Authorization","Bearer hush"],["Cookie","a=hush"]]}})",
     R"([["Authorization","Bearer REDACTED"],["Cookie","a=REDACTED"]])", SecretKind::authorization},
    {"devtools",
     "Request Headers\n:authority:\na.example\nauthorization:\nBearer hush\ncookie:\nsid=hush; "
     "b=hush\norigin:\nhttps://b.example\n",
     "cookie:\nsid=REDACTED; b=REDACTED\norigin:", SecretKind::cookie},
    {"go", "map[Authorization:[Bearer hush] Origin:[https://b.example] Cookie:[a=hush]]",
     "Origin:[https://b.example] Cookie:[a=REDACTED]]", SecretKind::cookie},
    {"python", "{'Authorization': 'Bearer hush', 'Access-Control-Allow-Origin': '*'}",
     "'Access-Control-Allow-Origin': '*'}", SecretKind::authorization},
    {"name_space_value", "access-control-allow-origin *\nset-cookie sid=hush; Secure\n",
     "set-cookie sid=REDACTED; Secure", SecretKind::cookie},
    {"markdown", "> Cookie: a=hush\n> Origin: https://b.example\n", "> Cookie: a=REDACTED\n> Origin",
     SecretKind::cookie},
    {"query",
     "Access to fetch at 'https://a.example/x?page=2&access_token=hush&sig=hush#id_token=hush' from origin "
     "'https://b.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is "
     "present on the requested resource.",
     "?page=2&access_token=REDACTED&sig=REDACTED#id_token=REDACTED'", SecretKind::parameter},
    {"signed_url",
     "GET "
     "https://bucket.s3.amazonaws.com/"
     "o?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=hush%2F2026&X-Amz-Security-Token=hush&X-Amz-"
     "Signature=hush net::ERR_FAILED 403",
     "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=REDACTED&", SecretKind::parameter},
    {"escaped_query",
     "\"https://a.example/x?a=1\\u0026token=hush\" "
     "https://c.example/?next=https%3A%2F%2Fa.example%2F%3Fcode%3Dhush%26b%3D1",
     "%3Fcode%3DREDACTED%26b%3D1", SecretKind::parameter},
    {"userinfo", "HTTP/1.1 302 Found\nLocation: https://me:hush@a.example/x\n",
     "Location: https://REDACTED:REDACTED@a.example/x\n", SecretKind::url_password},
    {"jwt", "the token was eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodXNoIn0hush.c2lnbmF0dXJlhush",
     "the token was REDACTED", SecretKind::jwt},
    {"provider_token", "I use ghp_hush0123456789abcdefghij", "I use REDACTED", SecretKind::token},
    {"private_key", "-----BEGIN RSA PRIVATE KEY-----\nhush\n-----END RSA PRIVATE KEY-----\n",
     "-----BEGIN RSA PRIVATE KEY-----", SecretKind::private_key},
    {"form", "grant_type=password&client_secret=hush&password=hush",
     "grant_type=password&client_secret=REDACTED", SecretKind::parameter},
    {"diff", "+Authorization: Bearer hush1\n-Authorization: Bearer hush2\n",
     "-Authorization: Bearer REDACTED", SecretKind::authorization},
};

INSTANTIATE_TEST_SUITE_P(All, Secrets, ::testing::ValuesIn(shapes),
                         [](auto const& info) { return info.param.name; });

TEST(Redact, LeavesAloneWhatIsNoSecret) {
  for (char const* const text : {
           "Access-Control-Allow-Credentials: true\nAccess-Control-Allow-Headers: authorization, "
           "x-csrf-token\n",
           "app.use(cors({ allowedHeaders: ['Authorization', 'Content-Type', 'X-Auth-Token'], credentials: "
           "true }))",
           "access-control-allow-headers:\nauthorization\naccess-control-allow-methods:\nPUT\n",
           "WWW-Authenticate: Bearer realm=\"api\", error=\"invalid_token\"",
           "WWW-Authenticate: Bearer error=invalid_token",
           "(Reason: missing token 'x-api-key' in CORS header 'Access-Control-Allow-Headers' from CORS "
           "preflight channel)",
           "headers: { Authorization: `Bearer ${token}`, 'X-Api-Key': apiKey }",
           "proxy_set_header Authorization $http_authorization;",
           "AxiosError: Network Error {code: \"ERR_NETWORK\"}",
           "Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight "
           "response.",
           "SESSION_COOKIE_SAMESITE = 'Lax'\nCSRF_TRUSTED_ORIGINS = ['https://a.example']",
           "Authorization",
           "Cookie:",
           "https://a.example/x?page=2#top",
       })
    EXPECT_EQ(redact(text).text, text);
}

TEST(Redact, KeepsTheDiagnosisOfEveryFixture) {
  std::size_t redacted_texts = 0;
  auto const same = [&](std::string const& text, std::filesystem::path const& from) {
    Redacted const redacted = redact(text);
    redacted_texts += redacted.text != text;
    EXPECT_EQ(judged(diagnose(redacted.text)), judged(diagnose(text))) << from << '\n' << redacted.text;
  };
  for (char const* const ending : {".json", ".txt"})
    for (auto const& path : testing::files(testing::folder("cases"), ending))
      same(testing::read(path), path);
  for (auto const& path : testing::files(testing::folder("formats"), ".json"))
    same(Json::parse(testing::read(path))["text"].get<std::string>(), path);
  EXPECT_GT(redacted_texts, 5U);
}

TEST(Redact, AnswersAnyBytes) {
  for (std::string const text : {"",
                                 "\"",
                                 "Cookie",
                                 "Cookie:",
                                 "Cookie: ",
                                 "\"Cookie\":\"",
                                 "\"Cookie\",",
                                 "://",
                                 "://@",
                                 "-b",
                                 "curl -b",
                                 "curl -u '",
                                 "cookies",
                                 "\"cookies\":[",
                                 "Bearer ",
                                 "-----BEGIN ",
                                 "%3",
                                 "\\u0026",
                                 "System.Net.Cookie(",
                                 "Authorization:[",
                                 "\xff\xfe://\xff@\xff"})
    EXPECT_GE(redact(text).text.size(), text.size()) << text;
}

/// What begins something again and again and never ends it takes no more than what ends it.
TEST(Redact, IsQuickOnHostileText) {
  for (std::string const unit : {"\"cookies\":[", "-----BEGIN RSA PRIVATE KEY-----", "\"Authorization\":\"",
                                 "curl -b '", "://a@", "cookie\n", "\"Cookie\",", "Bearer ", "%26token%3D"}) {
    std::string text;
    while (text.size() < 1U << 20U)
      text += unit;
    EXPECT_FALSE(redact(text).text.empty()) << unit;
  }
}

} // namespace
} // namespace whycors
