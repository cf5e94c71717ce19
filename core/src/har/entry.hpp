#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

/// Recordings of network traffic: http://www.softwareishard.com/blog/har-12-spec/, with what browsers add to
/// it.
namespace whycors::har {

/// A string of the recording without its escapes, and where it stands in the file: bytes, quotes left out.
struct Text {
  std::string_view value = {};
  std::uint64_t start = 0;
  std::uint64_t end = 0;
};

struct Row {
  Text name;
  Text value;
};

/// What a diagnosis needs of one entry. Views live until the sink returns.
struct Entry {
  std::uint64_t start = 0; ///< of its opening brace in the file
  std::uint64_t end = 0;
  Text started;    ///< startedDateTime
  double time = 0; ///< milliseconds
  Text method;
  Text url;
  std::vector<Row> request_headers;
  int status = 0; ///< 0: no response is in the recording
  std::vector<Row> response_headers;
  Text redirect_url;
  Text error;                ///< `_error` of Chromium, `_failureText` of Playwright
  Text body;                 ///< the beginning of the body of an error response, for telling who answered
  Text initiator_type;       ///< Chromium: `preflight`, `script`, `parser`
  Text resource_type;        ///< Chromium: `fetch`, `xhr`, `preflight`, `document`
  Text page;                 ///< the page's id
  std::string_view page_url; ///< the page's title, which is its URL in Chromium and Firefox
  bool is_too_large = false; ///< more than the limits below let in: not all of it is here

  /// Calls `visit` with each `Text&`.
  template <class Visit>
  void each_text(Visit visit) {
    for (Text* const text :
         {&started, &method, &url, &redirect_url, &error, &body, &initiator_type, &resource_type, &page})
      visit(*text);
    for (auto* const rows : {&request_headers, &response_headers})
      for (Row& row : *rows) {
        visit(row.name);
        visit(row.value);
      }
  }

  /// The first row of that name in any case, or null.
  static Row const* find(std::vector<Row> const& rows, std::string_view name);
  std::string_view request_header(std::string_view name) const;
  std::string_view response_header(std::string_view name) const;
  /// OPTIONS with Access-Control-Request-Method, or what the browser calls one.
  bool is_preflight() const;
};

/// The most that is kept of one entry, in bytes: of a string, of all of them, and of a body.
inline constexpr std::size_t longest_string = 256U << 10U;
inline constexpr std::size_t largest_entry = 1U << 20U;
inline constexpr std::size_t body_excerpt = 4096;

/// Takes entries as they come.
class EntrySink {
 public:
  virtual void take(Entry const& entry) = 0;

 protected:
  ~EntrySink() = default;
};

} // namespace whycors::har
