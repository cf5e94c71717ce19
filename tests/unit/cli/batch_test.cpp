#ifndef __EMSCRIPTEN__
#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>

#include "batch.hpp"

namespace whycors::cli {
namespace {

std::string line_of(std::size_t number, std::string const& allowed) {
  return R"({"id":")" + std::to_string(number) +
         R"(","request":{"url":"http://a.example/","origin":"http://b.example","method":"GET"},)"
         R"("response":{"status":200,"headers":[["Access-Control-Allow-Origin",")" +
         allowed + R"("]]}})" + "\n";
}

/// Some ten megabytes: enough for every job to have its part, and for a second round.
std::string many_lines() {
  std::string text;
  for (std::size_t i = 0; i < 20000; ++i) {
    if (i == 7000) text += "{ no JSON\n";
    text += line_of(i, i % 3 == 0 ? "*" : std::string(400, 'x'));
  }
  return text;
}

std::string out_of(std::string const& text, BatchOptions const& options) {
  std::istringstream in(text);
  std::ostringstream out;
  EXPECT_TRUE(batch(in, out, options));
  return out.str();
}

TEST(Batch, GivesTheSameLinesInTheSameOrderWithAnyNumberOfJobs) {
  auto const text = many_lines();
  auto const alone = out_of(text, {.verdicts = true, .jobs = 1});
  EXPECT_EQ(std::count(alone.begin(), alone.end(), '\n'), 20001);
  EXPECT_NE(alone.find("\nerror error error error\n"), std::string::npos);
  for (unsigned const jobs : {2U, 3U, 16U})
    EXPECT_TRUE(out_of(text, {.verdicts = true, .jobs = jobs}) == alone) << jobs;
}

TEST(Batch, AnswersABadLineAndGoesOn) {
  auto const text = line_of(1, "*") + "\n{ no JSON\n" + line_of(2, "*");
  auto const out = out_of(text, {.verdicts = false, .jobs = 2});
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 3);
  EXPECT_LT(out.find(R"("id":"1")"), out.find(R"("error")"));
  EXPECT_LT(out.find(R"("error")"), out.find(R"("id":"2")"));
}

TEST(Batch, SaysWhichArgumentIsWrong) {
  std::string error;
  EXPECT_EQ(read_batch_options({"--verdicts", "--jobs", "4"}, error)->jobs, 4U);
  for (char const* const wrong : {"0", "257", "four", "4x", "-1", ""}) {
    EXPECT_FALSE(read_batch_options({"--jobs", wrong}, error)) << wrong;
    EXPECT_EQ(error, "--jobs takes a number from 1 to 256, not `" + std::string(wrong) + "`");
  }
  EXPECT_EQ(read_batch_options({"--jobs=2"}, error)->jobs, 2U);
  EXPECT_FALSE(read_batch_options({"--jobs"}, error));
  EXPECT_FALSE(read_batch_options({"file"}, error));
  EXPECT_NE(error.find("`file`"), std::string::npos);
}

} // namespace
} // namespace whycors::cli
#endif
