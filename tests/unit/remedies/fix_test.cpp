#include <gtest/gtest.h>
#include <random>
#include <set>
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

/// The words of a config, in lower case: what a method, a header or an origin could be.
std::set<std::string> words_of(std::string const& config) {
  std::set<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= config.size(); ++i) {
    char const byte = i < config.size() ? config[i] : ' ';
    bool const is_part = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                         (byte >= '0' && byte <= '9') ||
                         std::string_view("-_*").find(byte) != std::string_view::npos;
    if (is_part) {
      word += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    } else if (!word.empty()) {
      words.insert(word);
      word.clear();
    }
  }
  return words;
}

/// The config without its comments, which may speak of anything.
std::string without_comments(std::string const& config, std::string_view mark) {
  std::string code;
  for (std::size_t at = 0; at < config.size();) {
    auto const end = std::min(config.find('\n', at), config.size());
    std::string line = config.substr(at, end - at);
    for (std::string_view const one : {mark, std::string_view("//")}) {
      if (one.empty()) continue;
      // `https://` is none.
      auto const start = line.find(one);
      if (start != std::string::npos && (start == 0 || line[start - 1] == ' ')) line.resize(start);
    }
    code += line + "\n";
    at = end + 1;
  }
  return code;
}

// For many requests: whatever differs between the config for it and the one for a call that needs nothing but
// its origin was asked for; so no origin, header or method comes with it that was not.
TEST_P(Fix, AllowsNothingThatWasNotAskedFor) {
  constexpr std::string_view methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "QUERY", "x-own"};
  constexpr std::string_view headers[] = {"X-Alpha", "Authorization", "Content-Type", "X_Under", "x.dot"};
  std::set<std::string> const every_method = {"get",     "post",  "put",   "patch", "delete",  "head",
                                              "options", "trace", "query", "x-own", "connect", "*"};
  std::mt19937 random(20240607);
  for (int round = 0; round < 60; ++round) {
    std::string const method(methods[random() % std::size(methods)]);
    std::set<std::string> asked;
    std::string list;
    for (std::string_view const header : headers) {
      if (random() % 2 == 0) continue;
      if (!list.empty()) list += ',';
      list += "[\"" + std::string(header) + "\",\"application/json\"]";
      std::string lower(header);
      for (char& byte : lower)
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
      asked.insert(lower);
    }
    bool const credentials = random() % 2 == 0;
    std::string const origin = random() % 2 == 0 ? "https://app.example.com" : "http://localhost:5173";
    auto const config =
        print(R"({"request":{"url":"https://api.example.com/x","origin":")" + origin + R"(","method":")" +
              method + R"(","credentials":")" + (credentials ? "include" : "omit") + R"(","headers":[)" +
              list + R"(]},"response":{"status":200}})");
    ASSERT_TRUE(config) << error_.message;
    std::string const code = without_comments(*config, GetParam()->comment);
    auto const words = words_of(code);
    std::string lower_method;
    for (char const byte : method)
      lower_method += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    auto const plain = print(R"({"request":{"url":"https://api.example.com/x","origin":")" + origin +
                             R"(","method":"GET"},"response":{"status":200}})");
    auto const base = words_of(without_comments(*plain, GetParam()->comment));
    for (std::string const& word : words)
      if (every_method.contains(word) && !base.contains(word)) {
        EXPECT_EQ(word, lower_method) << code;
      }
    for (std::string const name : {"x-alpha", "authorization", "content-type", "x_under"})
      if (!asked.contains(name) && !base.contains(name)) {
        EXPECT_FALSE(words.contains(name)) << name << "\n" << code;
      }
    // The other origin is nowhere, and no wildcard stands for one.
    std::string unescaped = code;
    std::erase(unescaped, '\\');
    EXPECT_EQ(unescaped.find(origin == "http://localhost:5173" ? "app.example.com" : "localhost:5173"),
              std::string::npos)
        << code;
    for (std::string_view const wild : {"\"*\"", "origins '*'", "origin: '*'", "origins: '*'",
                                        "Allow-Origin *", "Allow-Origin: *", "AllowAnyOrigin"})
      EXPECT_EQ(unescaped.find(wild), std::string::npos) << wild << "\n" << code;
    EXPECT_EQ(unescaped.find("origin: true"), std::string::npos);
    if (!credentials) {
      for (std::string_view const granted :
           {"credentials: true", "credentials=True", "credentials = True", "CREDENTIALS = True",
            "Credentials true", "Credentials \"true\"", "AllowCredentials: true", "Credentials', 'true'"})
        EXPECT_EQ(unescaped.find(granted), std::string::npos) << granted << "\n" << code;
    }
  }
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

/// The platforms of the configs that a blocked call's first remedy prints, where its answer has these
/// headers.
std::vector<std::string> printed_where(std::string const& headers, Options const& options) {
  Report const report = diagnose("PUT /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n"
                                 "HTTP/1.1 200 OK\nDate: x\n" +
                                     headers,
                                 options);
  std::vector<std::string> names;
  for (PrintedConfig const& config : report.findings.at(0).remedies.at(0).configs)
    names.push_back(config.platform + (config.recognized_by.empty() ? "" : " by " + config.recognized_by));
  return names;
}

using Names = std::vector<std::string>;

TEST(Remedies, PrintTheConfigOfTheServerThatAnswered) {
  Options options;
  EXPECT_EQ(printed_where("Server: Vercel\n", options), Names{"vercel by server: vercel"});
  EXPECT_EQ(printed_where("Via: 1.1 x\n", options), Names{}) << "no answer tells it";
  options.usual_platform = "caddy";
  EXPECT_EQ(printed_where("Server: Vercel\n", options), Names{"vercel by server: vercel"});
  EXPECT_EQ(printed_where("Via: 1.1 x\n", options), Names{"caddy"});
  options.platform = "vercel";
  EXPECT_EQ(printed_where("Server: nginx\n", options), Names{"vercel"}) << "the reader knows better";
}

TEST(Remedies, PrintTheApplicationsConfigBeforeItsServers) {
  EXPECT_EQ(printed_where("Server: nginx/1.22.1\nX-Powered-By: Express\n", {}),
            (Names{"express by x-powered-by: express", "nginx by server: nginx"}));
}

TEST(Remedies, PrintTheConfigOfWhatSomebodyPastedFirst) {
  Report const report = diagnose("GET /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n"
                                 "HTTP/1.1 200 OK\nServer: nginx\nDate: x\n\n\n"
                                 "this is my code: app.use(cors({ origin: 'https://other.example' }))\n");
  Names names;
  for (PrintedConfig const& config : report.findings.at(0).remedies.at(0).configs)
    names.push_back(config.platform + " by " + config.recognized_by);
  EXPECT_EQ(names, (Names{"express by app.use(cors", "nginx by server: nginx"}));
}

/// What nginx's config for a blocked DELETE says above it, where the preflight's answer has these headers.
std::string comments_where(std::string const& headers) {
  Report const report =
      diagnose("OPTIONS /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n"
               "Access-Control-Request-Method: DELETE\n\nHTTP/1.1 204 No Content\n"
               "Server: nginx\nAccess-Control-Allow-Origin: https://app.example.com\n" +
               headers);
  std::string const& text = report.findings.at(0).remedies.at(0).configs.at(0).text;
  return text.substr(0, text.starts_with("# NOT") ? text.find('\n') : 0);
}

TEST(Remedies, SayWhatReplacingTheConfigWouldTakeFromOtherCalls) {
  EXPECT_EQ(
      comments_where("Access-Control-Allow-Methods: GET, PUT, OPTIONS, PATCH, put\n"
                     "Access-Control-Allow-Headers: X-Trace, x--y, ${z}\n"),
      "# NOT IN HERE, and allowed by your server today: PUT, PATCH, X-Trace; add what other calls need");
  EXPECT_EQ(comments_where("Access-Control-Allow-Methods: GET, POST\n"), "") << "these need no listing";
  EXPECT_EQ(comments_where("Access-Control-Allow-Methods: *,\nAccess-Control-Allow-Headers: *\n"
                           "Access-Control-Allow-Credentials: true\n"),
            "");
}

TEST(Remedies, TakeNoWordThatOnlyHasAMarkInItForAPlatform) {
  for (std::string_view const beside :
       {"see https://developer.mozilla.org/docs/Web/HTTP/CORS/Errors/CORSMissingAllowOrigin",
        "[EnableCors(\"shop\")] stands on the controller",
        "traefik.http.middlewares.corsheaders.headers.accesscontrolmaxage=100",
        "headers: { ...corsHeaders, 'Content-Type': 'text/plain' }"}) {
    Report const report =
        diagnose("Access to fetch at 'https://api.example/x' from origin 'https://app.example' has "
                 "been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present "
                 "on the requested resource.\n" +
                 std::string(beside) + "\n");
    for (Remedy const& remedy : report.findings.at(0).remedies)
      EXPECT_TRUE(remedy.configs.empty()) << remedy.configs.front().platform << " by " << beside;
  }
}

TEST(Remedies, TakeNoServletForPhp) {
  Report const report = diagnose("HttpServletResponse response;\n"
                                 "response.setHeader('Access-Control-Allow-Origin', '*');\n"
                                 "response.setHeader('Access-Control-Allow-Credentials', 'true');\n");
  auto const& configs = report.findings.at(0).remedies.at(0).configs;
  ASSERT_EQ(configs.size(), 1U);
  EXPECT_EQ(configs.front().platform, "tomcat");
}

TEST(Remedies, SayWhatStandsInForWhatIsNotInThePaste) {
  std::string const told =
      "Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.";
  auto const remedy = [](std::string const& text) { return diagnose(text).findings.at(0).remedies.at(0); };
  Remedy const bare = remedy(told);
  EXPECT_EQ(
      bare.intent,
      "let the server allow https://your-page.invalid to send GET (or the method of your call) with x-a");
  EXPECT_NE(bare.verify.find("put your own in place of `GET`"), std::string::npos);
  EXPECT_NE(bare.verify.find("put your own in place of `https://your-page.invalid`"), std::string::npos);
  EXPECT_NE(bare.verify.find("put your own in place of `https://your-api.invalid/`"), std::string::npos);
  Remedy const named = remedy(told + "\nPOST .../orders net::ERR_FAILED\n");
  EXPECT_EQ(named.intent, "let the server allow https://your-page.invalid to send POST with x-a");
  EXPECT_EQ(named.verify.find("in place of `POST`"), std::string::npos);
}

TEST(Remedies, TakeNoNetworkForTheServerBehindIt) {
  EXPECT_EQ(printed_where("Server: cloudflare\nCF-Ray: 8a1b2c3d4e5f-FRA\n", {}), Names{});
}

TEST(Remedies, KnowTheMethodThatAPreflightAsksFor) {
  std::string const browsers = "Origin: https://app.example\nUser-Agent: Mozilla/5.0 Firefox/130.0\n\n"
                               "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nContent-Length: 0\n";
  std::string const asks = "OPTIONS /x HTTP/1.1\nHost: api.example\nAccess-Control-Request-Method: ";
  InputError error;
  auto const known = fix(asks + "PUT\n" + browsers, "nginx", FixAs::config, {}, error);
  ASSERT_TRUE(known) << error.message;
  EXPECT_EQ(known->find("PLACEHOLDER: nothing names the method"), std::string::npos);
  EXPECT_NE(known->find("PUT"), std::string::npos);
  // What made a preflight of a GET is what is not known.
  auto const unknown = fix(asks + "GET\n" + browsers, "nginx", FixAs::config, {}, error);
  ASSERT_TRUE(unknown) << error.message;
  EXPECT_NE(unknown->find("PLACEHOLDER: nothing names the method"), std::string::npos);
}

std::string first_remedy(std::string const& paste, std::string Remedy::*part) {
  Report const report = diagnose(paste, {});
  return report.findings.front().remedies.empty() ? std::string()
                                                  : report.findings.front().remedies.front().*part;
}

TEST(Remedies, OfAPreflightThatABrowserSentNameWhatItAskedFor) {
  std::string const browser = "OPTIONS /x HTTP/1.1\nHost: api.example\nOrigin: https://app.example\n"
                              "User-Agent: Mozilla/5.0\nAccess-Control-Request-Method: GET\n";
  std::string const answer = "\nHTTP/1.1 405 Method Not Allowed\n";
  EXPECT_EQ(first_remedy(browser + "Access-Control-Request-Headers: x-a\n" + answer, &Remedy::intent),
            "let the server allow https://app.example to send GET with x-a");
}

TEST(Remedies, AreCheckedForCredentialsToo) {
  std::string const call = "GET /x HTTP/1.1\nHost: api.example\nOrigin: https://app.example\n";
  std::string const answer = "\nHTTP/1.1 200 OK\nContent-Type: text/plain\n";
  std::string const wanted = "Access-Control-Allow-Credentials: true";
  EXPECT_NE(first_remedy(call + "Cookie: a=1\n" + answer, &Remedy::verify).find(wanted), std::string::npos);
  EXPECT_EQ(first_remedy(call + answer, &Remedy::verify).find(wanted), std::string::npos);
}

} // namespace
} // namespace whycors
