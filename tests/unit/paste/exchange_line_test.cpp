#include <fstream>
#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

#include "json_cases.hpp"
#include "paste/exchange_json.hpp"
#include "paste/exchange_line.hpp"

// The reader without a tree is right when it reads what nlohmann reads, and gives up on everything else.
namespace whycors {
namespace {

void expect_same_headers(HeaderList const& a, HeaderList const& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].name, b[i].name);
    EXPECT_EQ(a[i].value, b[i].value);
  }
}

void expect_same_answer(Answer const& a, Answer const& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.failure, b.failure);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.body, b.body);
  expect_same_headers(a.headers, b.headers);
}

/// Whether the line reader took it; if so, it read what nlohmann reads.
bool compare(std::string const& line) {
  Exchange fast;
  if (!paste::read_exchange_line(line, fast)) return false;
  Exchange slow;
  InputError error;
  EXPECT_TRUE(paste::read_exchange_tree(line, slow, error)) << line << error.message;
  EXPECT_EQ(fast.id, slow.id);
  EXPECT_EQ(fast.page.origin, slow.page.origin);
  EXPECT_EQ(fast.page.secure, slow.page.secure);
  EXPECT_EQ(fast.page.content_security_policy, slow.page.content_security_policy);
  RequestGiven const& a = fast.request;
  RequestGiven const& b = slow.request;
  EXPECT_EQ(a.url.value, b.url.value);
  EXPECT_EQ(a.origin.value, b.origin.value);
  EXPECT_EQ(a.method.value, b.method.value);
  EXPECT_EQ(a.method.provenance, b.method.provenance);
  EXPECT_EQ(a.credentials.value, b.credentials.value);
  EXPECT_EQ(a.mode.value, b.mode.value);
  EXPECT_EQ(a.redirect, b.redirect);
  EXPECT_EQ(a.cache, b.cache);
  EXPECT_EQ(a.initiator.value, b.initiator.value);
  EXPECT_EQ(a.body, b.body);
  EXPECT_EQ(a.body_type, b.body_type);
  EXPECT_EQ(a.upload_listener, b.upload_listener);
  EXPECT_EQ(a.client, b.client);
  expect_same_headers(a.headers, b.headers);
  EXPECT_EQ(fast.hops.size(), slow.hops.size());
  for (std::size_t i = 0; i < fast.hops.size() && i < slow.hops.size(); ++i) {
    expect_same_answer(fast.hops[i].preflight, slow.hops[i].preflight);
    expect_same_answer(fast.hops[i].response, slow.hops[i].response);
  }
  return true;
}

std::vector<std::string> recorded() {
  std::vector<std::string> lines;
  for (auto const& entry : std::filesystem::directory_iterator(testing::folder("recordings"))) {
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      // {"exchange":{…},"observed":…}
      auto const end = line.find(",\"observed\":");
      if (line.starts_with("{\"exchange\":") && end != std::string::npos)
        lines.push_back(line.substr(12, end - 12));
    }
  }
  return lines;
}

TEST(ExchangeLine, ReadsNearlyAllRecordingsAsNlohmannDoes) {
  auto const lines = recorded();
  ASSERT_GT(lines.size(), 1000U);
  std::size_t taken = 0;
  for (std::string const& line : lines)
    taken += compare(line);
  EXPECT_GT(taken, lines.size() * 4 / 5);
}

TEST(ExchangeLine, NeverReadsWhatIsBroken) {
  auto const lines = recorded();
  std::uint32_t seed = 1;
  auto const random = [&seed](std::size_t below) {
    return (seed = seed * 1664525U + 1013904223U) % static_cast<std::uint32_t>(below);
  };
  constexpr char bytes[] = {'"', '\\', '{',    '}',    '[',    ']', ':', ',',
                            '0', 'u',  '\x01', '\xC3', '\xFF', 'a', ' '};
  for (int i = 0; i < 20000; ++i) {
    std::string line = lines[random(lines.size())];
    for (std::uint32_t changes = random(3) + 1; changes > 0; --changes)
      line[random(line.size())] = bytes[random(sizeof bytes)];
    compare(line.substr(0, random(4) == 0 ? random(line.size()) : line.size()));
  }
}

} // namespace
} // namespace whycors
