#include <ctime>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"

// No paste makes the reading take longer than its length does: whatever stands in it over and over.
namespace whycors {
namespace {

std::string repeated(std::string const& fragment, std::size_t size) {
  std::string text;
  text.reserve(size + fragment.size());
  while (text.size() < size)
    text += fragment;
  text.resize(size);
  return text;
}

/// Processor time, which other programs on the machine do not lengthen.
double cost(std::string const& text) {
  std::clock_t const start = std::clock();
  diagnose(text);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The marks at which readers begin to look for something, and whole pastes.
std::vector<std::string> fragments() {
  std::vector<std::string> all{
      "a",
      "\n",
      ":",
      "(",
      "{",
      "[",
      "'",
      "\"",
      "`",
      "&",
      "\x1B[",
      "\xE2\x80\x9C",
      std::string(1, '\0'),
      "\xFF",
      "\xED\xA0\x80",
      "> ",
      "< ",
      "* ",
      "a: b\n",
      "x-a ",
      "{\"a\":",
      "fetch(",
      ".open(\"GET\",",
      "headers: {",
      "curl ",
      "curl -H '",
      "\\\n",
      "@{",
      "map[",
      "OPTIONS / ",
      "\"OPTIONS\" status",
      "HTTP/1.1 200 OK\n",
      "Request URL:\n",
      "access-control-allow-origin: *\n",
      "Access-Control-Allow-Origins: *\n\n",
      "Date: 1\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n\n",
      "Access to fetch at '",
      "from origin 'http://a' has been blocked by CORS policy",
      "No 'Access-Control-Allow-Origin' header is present",
      "Status code: ",
      "recurso remoto en http://a/ CORS ",
      "<corsrule>",
      "add_header ",
      "origin.endsWith('",
      "GET http://a/ 4",
      "the response has a 404 error. ",
  };
  for (std::filesystem::path const& path : testing::files(testing::folder("formats"), ".json"))
    all.push_back(nlohmann::json::parse(testing::read(path))["text"]);
  return all;
}

TEST(Linear, TimeGrowsWithTheLengthOfThePaste) {
  constexpr std::size_t small = 20'000;
  constexpr std::size_t times = 16;
  constexpr double tick = 0.01; // what is below it is noise of the clock
  for (std::string const& fragment : fragments()) {
    double const short_cost = std::max(cost(repeated(fragment, small)), tick);
    double const long_cost = cost(repeated(fragment, small * times));
    // Reading that is quadratic costs 256 times as much.
    EXPECT_LT(long_cost, short_cost * times * 4) << fragment.substr(0, 60);
  }
}

TEST(Linear, TenMegabytesOfAnythingAreRead) {
  for (std::string const fragment :
       {"Access to fetch at 'x' from origin '", "{\"request\":", "curl 'http://a/' \\\n"})
    EXPECT_FALSE(diagnose(repeated(fragment, 10'000'000)).summary.empty());
}

} // namespace
} // namespace whycors
