#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "har/scanner.hpp"
#include "har_oracle.hpp"

// The scanner against nlohmann_json, fed in one piece, split at every byte, and cut off at every byte.
namespace whycors::har {
namespace {

std::string const recording =
    R"({"log": {"version": "1.2", "pages": [{"id": "p\u0031", "title": "https://app.example/"}],
 "entries": [
  {"startedDateTime": "2026-01-01T10:00:00.000Z", "time": 12.5e1, "pageref": "p1", "_resourceType": "fetch",
   "_initiator": {"type": "script", "stack": {"callFrames": [{"url": "a{\"}]"}]}},
   "request": {"method": "PUT", "url": "https:\/\/api.example/\ud83d\ude00?\u00e9=\"q\"", "headers": [
     {"name": "Origin", "value": "https://app.example"}, {"value": "tab\there\\", "name": "X-\u0041"}, {"name": "", "value": "none"}],
     "postData": {"text": "}\\\"{[,:"}},
   "response": {"status": 404, "headers": [{"name": "a", "value": "b"}], "redirectURL": "", "_error": null,
     "content": {"size": 9, "text": "\"\\\\\\\" no\n such"}},
   "cache": {}, "timings": {"wait": -1, "dns": 0.5E-3}},
  {"request": {"method": "GET", "url": "https://b.example/", "headers": []},
   "response": {"status": 200, "content": {"text": "body that nobody needs"}, "headers": [{"name": "x", "value": "y"}]}},
  {"request": 5, "response": {}}, 7, [], null, "text", true
 ]}}
)";

std::vector<std::string> scanned(std::string_view text, std::size_t part,
                                 std::optional<Damage>* damage = nullptr) {
  testing::EntryText sink;
  Scanner scanner(sink);
  for (std::size_t at = 0; at < text.size(); at += part)
    scanner.feed(text.substr(at, part));
  scanner.finish();
  if (damage) *damage = scanner.damage();
  return sink.entries;
}

TEST(Scanner, ReadsWhatTheOracleReads) {
  auto const expected = testing::entries_by_oracle(recording);
  ASSERT_TRUE(expected);
  ASSERT_EQ(expected->size(), 2U);
  EXPECT_NE(expected->front().find("https://api.example/😀?é=\"q\""), std::string::npos);
  std::optional<Damage> damage;
  EXPECT_EQ(scanned(recording, recording.size(), &damage), *expected);
  EXPECT_FALSE(damage);
}

TEST(Scanner, ReadsTheSameInPartsOfAnySize) {
  auto const whole = scanned(recording, recording.size());
  for (std::size_t part = 1; part < 200; ++part)
    EXPECT_EQ(scanned(recording, part), whole) << part;
}

TEST(Scanner, ReadsTheSameByAnOutline) {
  // Bodies longer than a word of the outline, whose last quote stands at every place of a block.
  std::string text = "[" + recording;
  for (std::size_t size = 0; size < 70; ++size)
    for (std::string_view const body : {"x", "\\\"", "\\\\"}) {
      text += R"(,{"response": {"content": {"text": ")";
      for (std::size_t i = 0; i < 5000 + size; ++i)
        text += i % 700 < 3 ? body : "y";
      text += R"("}, "status": 200}, "request": {"url": "https://a.example/)" + std::to_string(size) + "\"}}";
    }
  text += "]";
  auto const whole = scanned(text, text.size());
  ASSERT_EQ(whole.size(), 210U);
  for (std::size_t const part : {text.size(), std::size_t{262144}, std::size_t{4097}, std::size_t{64},
                                 std::size_t{63}, std::size_t{5}}) {
    testing::EntryText sink;
    Scanner scanner(sink);
    HarOutline outline;
    for (std::size_t at = 0; at < text.size(); at += part) {
      auto const bytes = std::string_view(text).substr(at, part);
      outline.draw(bytes);
      scanner.feed(bytes, &outline);
    }
    scanner.finish();
    EXPECT_EQ(sink.entries, whole) << part;
    EXPECT_FALSE(scanner.damage());
  }
}

TEST(Scanner, ReadsTheSameSplitAtEveryByte) {
  auto const whole = scanned(recording, recording.size());
  for (std::size_t at = 0; at <= recording.size(); ++at) {
    testing::EntryText sink;
    Scanner scanner(sink);
    scanner.feed(std::string_view(recording).substr(0, at));
    scanner.feed(std::string_view(recording).substr(at));
    scanner.finish();
    ASSERT_EQ(sink.entries, whole) << at;
  }
}

TEST(Scanner, FindsTheEndOfLongStrings) {
  for (std::size_t before = 0; before < 70; ++before)
    for (std::size_t run = 0; run < 4; ++run) {
      std::string const backslashes(2 * run, '\\');
      std::string const body = std::string(130 + before, 'x') + backslashes + "\\\"y" + backslashes;
      std::string const text = R"([{"comment":")" + body + R"(","request":{"url":")" + body +
                               R"(","method":"GET"},"response":{"status":200}}])";
      auto const expected = testing::entries_by_oracle(text);
      ASSERT_TRUE(expected);
      for (std::size_t const part : {text.size(), std::size_t{64}, std::size_t{200}})
        EXPECT_EQ(scanned(text, part), *expected) << before << ' ' << run << ' ' << part;
    }
}

TEST(Scanner, TellsWhereAFileIsCut) {
  for (std::size_t at = 0; at + 2 < recording.size(); ++at) {
    std::optional<Damage> damage;
    auto const entries = scanned(std::string_view(recording).substr(0, at), 64, &damage);
    ASSERT_TRUE(damage) << at;
    EXPECT_LE(damage->at, at);
    EXPECT_LE(entries.size(), 2U);
  }
}

TEST(Scanner, FindsTheByteThatIsWrong) {
  auto const damage_of = [](std::string_view text) {
    std::optional<Damage> damage;
    scanned(text, 7, &damage);
    return damage ? describe(*damage) : std::string("none");
  };
  EXPECT_EQ(damage_of(R"({"log":{"entries":[}]})"), "byte 19: what stands there is out of place");
  EXPECT_EQ(damage_of(R"([{"a":1 2}])"), "byte 8: what stands there is out of place");
  EXPECT_EQ(damage_of(R"([{"a":12x}])"), "byte 6: neither a number nor true, false or null");
  EXPECT_EQ(damage_of(R"([{"a":01}])"), "byte 6: neither a number nor true, false or null");
  EXPECT_EQ(damage_of(R"([{"a" "b"}])"), "byte 6: what stands there is out of place");
  EXPECT_EQ(damage_of(R"([1,])"), "byte 3: what stands there is out of place");
  EXPECT_EQ(damage_of(R"({"a":1,})"), "byte 7: what stands there is out of place");
  EXPECT_EQ(damage_of("[] []"), "byte 3: something follows the end of the recording");
  EXPECT_EQ(damage_of(std::string_view("[1,\0\0]", 6)), "byte 3: neither a number nor true, false or null");
  EXPECT_EQ(damage_of("[\"no end"), "byte 8: the file ends there, in the middle");
  EXPECT_EQ(damage_of(""), "byte 0: the file ends there, in the middle");
  EXPECT_EQ(damage_of("\xFF\xFE{"), "byte 0: the file is in UTF-16; save it as UTF-8");
  EXPECT_EQ(damage_of("\x1F\x8B\x08"), "byte 0: the file is compressed; unpack it first");
  EXPECT_EQ(damage_of("\xEF\xBB\xBF[]"), "none");
  EXPECT_EQ(damage_of(" [] \n"), "none");
  EXPECT_EQ(damage_of(std::string(1025, '[')), "byte 1024: nested deeper than 1024 levels");
}

TEST(Scanner, KeepsOnlyThatMuchOfOneEntry) {
  std::string const long_url = "https://a.example/" + std::string(longest_string, 'x');
  struct Sink final : EntrySink {
    void take(Entry const& entry) override {
      ++entries;
      too_large += entry.is_too_large;
      url_size = entry.url.value.size();
    }
    int entries = 0;
    int too_large = 0;
    std::size_t url_size = 0;
  } sink;
  Scanner scanner(sink);
  scanner.feed(R"([{"request":{"url":")" + long_url +
               R"("},"response":{}},{"request":{"url":"short"},"response":{}}])");
  scanner.finish();
  EXPECT_FALSE(scanner.damage());
  EXPECT_EQ(sink.entries, 2);
  EXPECT_EQ(sink.too_large, 1);
  EXPECT_EQ(sink.url_size, 5U);
}

TEST(Scanner, SaysWhereTextsStand) {
  struct Sink final : EntrySink {
    void take(Entry const& entry) override {
      start = entry.start;
      end = entry.end;
      value = entry.response_headers.at(0).value;
    }
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    Text value;
  } sink;
  std::string const text = R"([ {"request":{},"response":{"headers":[{"name":"a","value":"b\u0063"}]}} ])";
  for (std::size_t part : {1U, 5U, 500U}) {
    Scanner scanner(sink);
    for (std::size_t at = 0; at < text.size(); at += part)
      scanner.feed(std::string_view(text).substr(at, part));
    EXPECT_EQ(text.substr(sink.value.start, sink.value.end - sink.value.start), "b\\u0063");
    EXPECT_EQ(sink.start, 2U);
    EXPECT_EQ(sink.end, text.size() - 2);
  }
}

} // namespace
} // namespace whycors::har
