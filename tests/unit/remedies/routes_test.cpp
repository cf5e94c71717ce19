#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

#include "paste/calls.hpp"
#include "remedies/routes.hpp"

// What several calls need together, and nothing on a route that only another route asked for.
namespace whycors::remedies {
namespace {

std::string exchange(std::string_view path, std::string_view method, std::string_view header,
                     std::string_view origin = "https://app.example.com") {
  std::string json = R"({"request":{"url":"https://api.example.com)";
  json += path;
  json += R"(","method":")";
  json += method;
  if (!origin.empty()) {
    json += R"(","origin":")";
    json += origin;
  }
  json += R"(","headers":[[")";
  json += header;
  json += R"(","1"]]},"response":{"status":200}})";
  return json;
}

std::string print(std::string const& text, std::string_view platform = "nginx", FixAs as = FixAs::config) {
  InputError error;
  auto const config = fix(text, platform, as, {}, error);
  EXPECT_TRUE(config) << error.message;
  return config.value_or("");
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(Routes, CallsOfOneRouteArePutTogether) {
  auto const config =
      print(exchange("/a?x=1", "PUT", "X-A") + "\n" + exchange("/a?x=2", "DELETE", "X-B") + "\n");
  EXPECT_NE(config.find("'PUT, DELETE'"), std::string::npos) << config;
  EXPECT_NE(config.find("'x-a, x-b'"), std::string::npos) << config;
  EXPECT_EQ(count(config, "server {"), 1U);
}

TEST(Routes, WhatOneRouteNeedsIsNotAllowedOnAnother) {
  auto const config = print("[" + exchange("/a", "PUT", "X-A") + "," + exchange("/b", "DELETE", "X-B") + "]");
  EXPECT_EQ(config.find("PUT, DELETE"), std::string::npos) << config;
  auto const second = config.find("# for https://api.example.com/b\n");
  ASSERT_NE(second, std::string::npos) << config;
  EXPECT_EQ(config.find("# for https://api.example.com/a\n"), 0U) << config;
  EXPECT_EQ(config.find("x-a", second), std::string::npos);
  EXPECT_GT(config.find("x-b"), second);
}

TEST(Routes, ThatNeedTheSameShareAPolicy) {
  auto const config = print(exchange("/a", "PUT", "X-A") + exchange("/b", "PUT", "X-A"));
  EXPECT_EQ(count(config, "server {"), 1U) << config;
}

TEST(Routes, OriginsAreAllListed) {
  auto const config = print(
      exchange("/a", "PUT", "X-A") + exchange("/a", "PUT", "X-A", "https://admin.example.com"), "express");
  EXPECT_NE(config.find("https://app.example.com,https://admin.example.com"), std::string::npos) << config;
}

TEST(Routes, AKnownOriginReplacesAPlaceholder) {
  auto const config =
      print(exchange("/a", "PUT", "X-A", "https://shop.example") + exchange("/b", "PUT", "X-A", ""));
  EXPECT_EQ(config.find("PLACEHOLDER"), std::string::npos) << config;
  EXPECT_EQ(count(config, "server {"), 1U) << config;
  EXPECT_EQ(print(exchange("/b", "PUT", "X-A", "")).find("PLACEHOLDER"), 2U);
}

TEST(Routes, PlaceholdersAreNeverSilent) {
  for (std::string_view const platform : {"nginx", "php", "s3", "vercel", "firebase", "tomcat", "express"}) {
    auto const config = print(exchange("/b", "PUT", "X-A", ""), platform);
    EXPECT_NE(config.find("PLACEHOLDER"), std::string::npos) << config;
  }
}

TEST(Routes, MarkdownNamesThem) {
  auto const text =
      print(exchange("/a", "PUT", "X-A") + exchange("/b", "GET", "X-B"), "nginx", FixAs::markdown);
  EXPECT_NE(text.find("- `https://api.example.com/a`"), std::string::npos) << text;
  EXPECT_EQ(count(text, "## CORS"), 2U) << text;
}

TEST(Routes, HostileAddressesStayOutOfComments) {
  auto const config = print(exchange("/a-->*/%0a", "PUT", "X-A") + exchange("/b", "GET", "X-B"), "tomcat");
  EXPECT_EQ(config.find("/a-->"), std::string::npos) << config;
}

TEST(Calls, AreSplitWhereEachBegins) {
  EXPECT_EQ(paste::split_calls("fetch(\"https://a.example/1\", {\n \"method\": \"PUT\"\n});\n"
                               "fetch(\"https://a.example/2\");\n")
                .size(),
            2U);
  EXPECT_EQ(paste::split_calls(
                "curl 'https://a.example/1' -H 'Origin: https://b.example' ;\ncurl 'https://a.example/2'")
                .size(),
            2U);
  EXPECT_EQ(paste::split_calls("one\n---\ntwo\n-----\nthree").size(), 3U);
  EXPECT_EQ(paste::split_calls("GET / HTTP/1.1\nHost: a.example\n\nHTTP/1.1 200 OK\n").size(), 1U);
  EXPECT_EQ(paste::split_calls("").size(), 1U);
  EXPECT_EQ(paste::split_calls("{\"a\":{}}{\"b\":1}").size(), 1U);
  EXPECT_EQ(paste::split_calls("---\n---\n").size(), 1U);
}

TEST(Calls, CopiedAsFetchNeedTheirUnion) {
  auto const config =
      print("fetch(\"https://api.example.com/a\", {\n  \"headers\": {\"x-a\": \"1\"},\n  \"method\": "
            "\"PUT\"\n});\nfetch(\"https://api.example.com/a\", {\n  \"method\": \"DELETE\"\n});\n");
  EXPECT_NE(config.find("'PUT, DELETE'"), std::string::npos) << config;
}

} // namespace
} // namespace whycors::remedies
