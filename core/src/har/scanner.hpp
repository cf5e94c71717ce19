#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <whycors/har.hpp>

#include "base/text_store.hpp"
#include "entry.hpp"

namespace whycors::har {

/// Where a recording can't be read any further.
struct Damage {
  enum class Kind : std::uint8_t { unexpected, literal, deep, cut, after_the_end, encoding, compressed };
  Kind kind;
  std::uint64_t at; ///< the byte of the file
};

/// In words: what is wrong and at which byte.
std::string describe(Damage const& damage);

class Block;

/// Reads a recording of any size as it comes, each byte once: `feed` its bytes in parts of any length, then
/// `finish`. Takes a whole recording, its entries alone as an array, or one entry. Strings that no diagnosis
/// needs are passed over and not copied; others only where a part ends before their entry does. Structure is
/// checked everywhere; the contents of strings that are passed over are not. Memory does not grow with the
/// file.
class Scanner {
 public:
  explicit Scanner(EntrySink& sink) : sink_(sink) {}

  void feed(std::string_view bytes, HarOutline const* outline = nullptr);
  /// After the last byte; a file that ends too early is damaged.
  void finish();

  std::optional<Damage> const& damage() const { return damage_; }
  /// How many bytes were fed.
  std::uint64_t bytes() const { return offset_; }

 private:
  /// What an object or array is.
  enum class Context : std::uint8_t {
    root,
    log,
    pages,
    page,
    entries,
    entry,
    request,
    response,
    content,
    initiator,
    request_headers,
    response_headers,
    row,
    other
  };
  static constexpr std::size_t contexts = 14;
  /// What may come next.
  enum class Expect : std::uint8_t { value, value_or_end, key, key_or_end, colon, comma_or_end, nothing };
  enum class Number : std::uint8_t { none, status, time };
  struct Key;
  struct Page {
    std::string id;
    std::string url;
  };

  static constexpr std::size_t deepest = 1024;
  static constexpr std::size_t most_pages = 256;
  static constexpr std::size_t longest_literal = 1024;
  static constexpr std::size_t longest_key = 128;

  void skip_mark(std::string_view& bytes);
  char const* skim(char const* at, char const* end, HarOutline const* outline);
  char const* read_block(Block const& block, char const* at, std::size_t size, char const* end);
  char const* read_rows(char const* brace, char const* end);
  void take(char const* at);
  void begin_text(char const* from, std::size_t most);
  std::string_view gather(char const* end);
  std::string_view so_far(char const* end);
  /// Whether what stands at `at` is still to be kept.
  bool wants(char const* at) const {
    return capturing_ && pending_.size() + static_cast<std::size_t>(at - from_) <= most_;
  }
  void end_literal(char const* end);
  void begin_string(char const* quote);
  void end_string(char const* quote);
  std::string_view key(char const* end);
  std::string_view kept(char const* end);
  void keep_borrowed(std::string_view chunk);
  void read_key(std::string_view key);
  static bool is_list(Context context);
  static Context element_of(Context context);
  void open(char const* bracket);
  void close(char const* bracket);
  void end_value() { expect_ = depth_ == 0 ? Expect::nothing : Expect::comma_or_end; }
  bool expects_value() const { return expect_ == Expect::value || expect_ == Expect::value_or_end; }
  void fail(Damage::Kind kind, std::uint64_t at) {
    if (!damage_) damage_ = Damage{kind, at};
  }
  std::uint64_t place(char const* at) const { return offset_ + static_cast<std::uint64_t>(at - chunk_); }

  EntrySink& sink_;
  std::optional<Damage> damage_;
  char const* chunk_ = nullptr; ///< the bytes being fed; `offset_` is their place in the file
  std::uint64_t offset_ = 0;
  std::size_t mark_ = 0; ///< bytes of the byte order mark that are behind

  // Where the reading stands.
  Expect expect_ = Expect::value;
  Context next_ = Context::root; ///< of the value to come
  std::array<Context, deepest> contexts_{};
  std::array<bool, deepest> arrays_{};
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool in_literal_ = false;
  std::uint64_t is_escaped_ = 0; ///< 1 where the next byte is

  // The text that is being read: a string, a number or a word.
  char const* from_ = nullptr; ///< in this chunk
  std::string pending_;        ///< of it in earlier chunks
  std::uint64_t text_at_ = 0;
  std::size_t most_ = 0; ///< that is kept of it
  bool has_escape_ = false;
  bool is_key_ = false;
  bool capturing_ = false;

  // What is captured.
  Text* target_ = nullptr;
  Number number_ = Number::none;
  Entry entry_;
  std::vector<Row>* rows_ = nullptr; ///< being read
  bool has_request_ = false;
  bool has_response_ = false;
  bool has_entries_ = false;
  std::size_t captured_ = 0;
  TextStore store_;
  std::vector<Page> pages_;
  Text page_id_;
  Text page_title_;
};

} // namespace whycors::har
