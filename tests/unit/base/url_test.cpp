#include <gtest/gtest.h>

#include "base/url.hpp"

namespace whycors {
namespace {

struct UrlCase {
  std::string_view input;
  std::string_view href; ///< empty: no URL
  std::string_view origin;
};

class UrlParses : public ::testing::TestWithParam<UrlCase> {};

TEST_P(UrlParses, AsTheStandardSays) {
  auto const& [input, href, origin] = GetParam();
  auto const url = Url::parse(input);
  if (href.empty()) {
    EXPECT_FALSE(url) << input << " gave " << url->href();
    return;
  }
  ASSERT_TRUE(url) << input;
  EXPECT_EQ(url->href(), href);
  EXPECT_EQ(url->origin(), origin);
  EXPECT_TRUE(origin == "null" || url->has_origin(origin));
}

INSTANTIATE_TEST_SUITE_P(
    Absolute, UrlParses,
    ::testing::Values(
        UrlCase{"https://example.com", "https://example.com/", "https://example.com"},
        UrlCase{"HTTPS://EXAMPLE.com:443/A", "https://example.com/A", "https://example.com"},
        UrlCase{"http://example.com:80/", "http://example.com/", "http://example.com"},
        UrlCase{"http://example.com:443/", "http://example.com:443/", "http://example.com:443"},
        UrlCase{"http://example.com:00080", "http://example.com/", "http://example.com"},
        UrlCase{"http://example.com:/", "http://example.com/", "http://example.com"},
        UrlCase{"http:\\\\example.com\\a", "http://example.com/a", "http://example.com"},
        UrlCase{"http:example.com", "http://example.com/", "http://example.com"},
        UrlCase{"http:///example.com", "http://example.com/", "http://example.com"},
        UrlCase{"  http://example.com\t\n ", "http://example.com/", "http://example.com"},
        UrlCase{"ht\ntp://exa\tmple.com", "http://example.com/", "http://example.com"},
        UrlCase{"http://user:pass@example.com/", "http://user:pass@example.com/", "http://example.com"},
        UrlCase{"http://user@example.com/", "http://user@example.com/", "http://example.com"},
        UrlCase{"http://@example.com/", "http://example.com/", "http://example.com"},
        UrlCase{"http://a:b@c:d@example.com/", "http://a:b%40c%3Ad@example.com/", "http://example.com"},
        UrlCase{"http://%65xample.com/", "http://example.com/", "http://example.com"},
        UrlCase{"http://127.1/", "http://127.0.0.1/", "http://127.0.0.1"},
        UrlCase{"http://0x7f.0.0.1/", "http://127.0.0.1/", "http://127.0.0.1"},
        UrlCase{"http://017700000001/", "http://127.0.0.1/", "http://127.0.0.1"},
        UrlCase{"http://1.2.3.4./", "http://1.2.3.4/", "http://1.2.3.4"},
        UrlCase{"http://256.1.1.1/", "", ""}, UrlCase{"http://1.2.3.4.5/", "", ""},
        UrlCase{"http://1.2.3.08/", "", ""}, UrlCase{"http://a.b.c.0x/", "", ""},
        UrlCase{"http://[::1]:3000/", "http://[::1]:3000/", "http://[::1]:3000"},
        UrlCase{"http://[2001:DB8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/",
                "http://[2001:db8::1:0:0:1]"},
        UrlCase{"http://[::127.0.0.1]/", "http://[::7f00:1]/", "http://[::7f00:1]"},
        UrlCase{"http://[1:2:3:4:5:6:7:8]/", "http://[1:2:3:4:5:6:7:8]/", "http://[1:2:3:4:5:6:7:8]"},
        UrlCase{"http://[::1/", "", ""}, UrlCase{"http://[1::2::3]/", "", ""},
        UrlCase{"http://[1:2]/", "", ""}, UrlCase{"http://a/b/../c/./d", "http://a/c/d", "http://a"},
        UrlCase{"http://a/b/%2e%2E/c/%2e", "http://a/c/", "http://a"},
        UrlCase{"http://a/b?c d#e f", "http://a/b?c%20d#e%20f", "http://a"},
        UrlCase{"http://a/'?'", "http://a/'?%27", "http://a"},
        UrlCase{"file:///C|/x", "file:///C:/x", "null"}, UrlCase{"file://localhost/x", "file:///x", "null"},
        UrlCase{"data:text/plain,x y", "data:text/plain,x y", "null"},
        UrlCase{"blob:https://a.example/id", "blob:https://a.example/id", "https://a.example"},
        UrlCase{"blob:ftp://a/id", "blob:ftp://a/id", "null"},
        UrlCase{"foo://Host/x", "foo://Host/x", "null"}, UrlCase{"ws://a:80/", "ws://a/", "ws://a"},
        UrlCase{"ftp://a:21/", "ftp://a/", "ftp://a"}, UrlCase{"localhost:3000", "localhost:3000", "null"},
        UrlCase{"http://", "", ""}, UrlCase{"https://:443", "", ""}, UrlCase{"http://a b/", "", ""},
        UrlCase{"http://a:99999/", "", ""}, UrlCase{"http://a:b/", "", ""}, UrlCase{"", "", ""},
        UrlCase{"foo", "", ""}, UrlCase{"//host", "", ""}, UrlCase{"http://a%00b/", "", ""},
        UrlCase{"http://a<b/", "", ""}, UrlCase{"http://user@/", "", ""}));

struct RelativeCase {
  std::string_view input, base, href;
};
class UrlResolves : public ::testing::TestWithParam<RelativeCase> {};

TEST_P(UrlResolves, AgainstItsBase) {
  auto const& [input, base_text, href] = GetParam();
  auto const base = Url::parse(base_text);
  ASSERT_TRUE(base);
  auto const url = Url::parse(input, &*base);
  EXPECT_EQ(url ? url->href() : "", href);
}

INSTANTIATE_TEST_SUITE_P(Location, UrlResolves,
                         ::testing::Values(RelativeCase{"/x", "http://a:81/b/c?d", "http://a:81/x"},
                                           RelativeCase{"x", "http://a/b/c", "http://a/b/x"},
                                           RelativeCase{"", "http://a/b?c#d", "http://a/b?c"},
                                           RelativeCase{"?q", "http://a/b?c", "http://a/b?q"},
                                           RelativeCase{"#f", "http://a/b?c", "http://a/b?c#f"},
                                           RelativeCase{"//h/x", "https://a/b", "https://h/x"},
                                           RelativeCase{"\\\\h\\x", "https://a/b", "https://h/x"},
                                           RelativeCase{"../../x", "http://a/b/c/d", "http://a/x"},
                                           RelativeCase{"http:x", "http://a/b/c", "http://a/b/x"},
                                           RelativeCase{"http:/x", "http://a/b/c", "http://a/x"},
                                           RelativeCase{"https:x", "http://a/b", "https://x/"},
                                           RelativeCase{"/x", "http://u:p@a/b", "http://u:p@a/x"},
                                           RelativeCase{"x", "data:,y", ""},
                                           RelativeCase{"#z", "data:,y", "data:,y#z"},
                                           RelativeCase{"http://[x", "http://a/", ""},
                                           RelativeCase{"..", "http://a/b/c/", "http://a/b/"},
                                           RelativeCase{".", "http://a/b/c", "http://a/b/"}));

/// A space in front sends a URL that is its own serialization through the whole parser.
class UrlIsRead : public ::testing::TestWithParam<std::string_view> {};

TEST_P(UrlIsRead, AtOnceAsByTheWholeParser) {
  auto const at_once = Url::parse(GetParam());
  auto const parsed = Url::parse(" " + std::string(GetParam()));
  ASSERT_EQ(at_once.has_value(), parsed.has_value());
  if (!parsed) return;
  EXPECT_EQ(at_once->href(), parsed->href());
  EXPECT_EQ(at_once->scheme(), parsed->scheme());
  EXPECT_EQ(at_once->host(), parsed->host());
  EXPECT_EQ(at_once->port(), parsed->port());
  EXPECT_EQ(at_once->path(), parsed->path());
  EXPECT_EQ(at_once->query(), parsed->query());
  EXPECT_EQ(at_once->fragment(), parsed->fragment());
  EXPECT_EQ(at_once->href_without_fragment(), parsed->href_without_fragment());
  EXPECT_EQ(at_once->includes_credentials(), parsed->includes_credentials());
  EXPECT_EQ(at_once->origin(), parsed->origin());
}

INSTANTIATE_TEST_SUITE_P(
    Serialized, UrlIsRead,
    ::testing::Values("https://a.example", "http://a.example/", "https://a.example:8443",
                      "http://a.example:443/x", "https://a.example:443/", "https://a.example:08443/",
                      "https://a.example:65536/", "https://a.example:99999999999/", "https://a.example:0/",
                      "https://a.example:/", "https://a.example:80a/", "https://a.example?q",
                      "https://a.example?", "https://a.example/?", "https://a.example/a//b/",
                      "https://a.example/a/.b", "https://a.example/a/..", "https://a.example/.",
                      "https://a.example/%2e%2E/b", "https://a.example/%41?'", "https://a.example/a'b?c^`{}d",
                      "https://a.example/a^b", "https://a.example/a?b#c", "https://a.example/a?b?c/../d",
                      "https://a.example/a\\b", "https://u@a.example/", "https://u:81@a.example/",
                      "https://1.2.3.4/", "https://1.2/", "https://a.0x1/", "https://a.example./",
                      "https://A.example/", "https://a_b/", "https://", "https:///", "https://?",
                      "https://:8443/", "https://a.example/\x7f", "https://a..b/"));

TEST(Url, KnowsWhatIsTrustworthy) {
  for (auto const* const text : {"https://a/", "wss://a/", "http://localhost/", "http://x.localhost:1/",
                                 "http://127.0.0.9/", "http://[::1]/", "file:///x"})
    EXPECT_TRUE(Url::parse(text)->is_potentially_trustworthy()) << text;
  for (auto const* const text :
       {"http://a/", "http://127.example/", "http://localhost.example/", "http://192.168.0.1/"})
    EXPECT_FALSE(Url::parse(text)->is_potentially_trustworthy()) << text;
}

TEST(Url, KnowsBadPorts) {
  EXPECT_TRUE(is_bad_port(22));
  EXPECT_TRUE(is_bad_port(6667));
  EXPECT_FALSE(is_bad_port(80));
  EXPECT_FALSE(is_bad_port(8080));
}

} // namespace
} // namespace whycors
