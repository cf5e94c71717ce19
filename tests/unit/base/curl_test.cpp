#include <gtest/gtest.h>

#include "base/curl.hpp"

namespace whycors {
namespace {

TEST(CurlCommand, KeepsEachValueOneArgumentOfTheShell) {
  EXPECT_EQ(CurlCommand().header("Origin", "https://app.example").to("https://api.example/"),
            "curl -i -H 'Origin: https://app.example' 'https://api.example/'");
  EXPECT_EQ(CurlCommand("OPTIONS").header("X", "a'; $(b) `c` \\").to("https://api.example/?q='"),
            R"(curl -i -X OPTIONS -H 'X: a'\''; $(b) `c` \' 'https://api.example/?q='\''')");
}

TEST(CurlCommand, SendsNoMethodThatIsNone) {
  EXPECT_EQ(CurlCommand("GET; reboot").to("u"), "curl -i -X GET 'u'");
}

TEST(CurlCommand, WaitsForNoBodyOfAHead) { EXPECT_EQ(CurlCommand("HEAD").to("u"), "curl -I 'u'"); }

TEST(CurlCommand, LeavesOutRowsWithoutAValue) {
  EXPECT_EQ(CurlCommand().header("X", "").to("u"), "curl -i 'u'");
}

} // namespace
} // namespace whycors
