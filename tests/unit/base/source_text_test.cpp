#include <gtest/gtest.h>

#include "base/source_text.hpp"

namespace whycors {
namespace {

TEST(SourceText, CountsLinesOfAllEndings) {
  SourceText const source("a\r\nb\nc\rd");
  EXPECT_EQ(source.line_count(), 4U);
  EXPECT_EQ(source.slice(source.line(2)), "b");
  EXPECT_EQ(source.position(6).line, 4U - 1U);
  EXPECT_EQ(source.slice(source.line(4)), "d");
}

TEST(SourceText, CountsInUtf16) {
  std::string const text = "\xF0\x9F\x98\x80x\xC3\xA9y\xEF\xBB\xBFz";
  SourceText const source(text);
  EXPECT_EQ(source.utf16(0), 0U);
  EXPECT_EQ(source.utf16(4), 2U);
  EXPECT_EQ(source.utf16(5), 3U);
  EXPECT_EQ(source.utf16(7), 4U);
  EXPECT_EQ(source.utf16(static_cast<std::uint32_t>(text.size())), 7U);
}

TEST(SourceText, CountsWhatIsNoUtf8AsOneReplacementAMaximalSubpart) {
  // A lone surrogate, a cut sequence, a stray byte: 3 + 1 + 1 code units, then one of ASCII.
  std::string const text = "\xED\xA0\x80\xF0\x9F\x98\xFFx";
  EXPECT_EQ(SourceText(text).utf16(static_cast<std::uint32_t>(text.size())), 6U);
}

TEST(SourceText, IsRightFarIntoLongText) {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += i % 3 == 0 ? "\xF0\x9F\x98\x80" : "ab";
  SourceText const source(text);
  std::uint32_t units = 0;
  for (std::uint32_t i = 0; i < text.size();) {
    EXPECT_EQ(source.utf16(i), units);
    bool const wide = static_cast<unsigned char>(text[i]) >= 0x80;
    i += wide ? 4 : 1;
    units += wide ? 2 : 1;
  }
}

TEST(SourceText, StandsEmptyText) {
  SourceText const source("");
  EXPECT_EQ(source.line_count(), 1U);
  EXPECT_EQ(source.utf16(0), 0U);
  EXPECT_EQ(source.position(0).column, 1U);
}

} // namespace
} // namespace whycors
