#pragma once

#include <span>
#include <string_view>

namespace whycors {

/// A question that people have about CORS itself rather than about one failing call.
struct Question {
  std::string_view name; ///< as in `whycors explain NAME`
  std::string_view text; ///< Markdown: a title, and the answer
};

/// All of them, in the order in which they are listed. One row of the table a question.
std::span<Question const> questions();

} // namespace whycors
