#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace whycors::render {

/// Writes JSON into a string, a call a token. Well-formed UTF-8 goes through; each byte that is none becomes
/// U+FFFD, so the output is always valid.
class JsonWriter {
 public:
  /// `expected`: the bytes that most texts of this kind have, so that the string need not grow.
  explicit JsonWriter(std::size_t expected = 0) : out_(expected, '\0') {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  /// A name of our own, which needs no escapes.
  void key(std::string_view name);
  void string(std::string_view text) {
    separate();
    quote(text);
    wants_comma_ = true;
  }
  void boolean(bool value) { token(value ? "true" : "false"); }
  void integer(std::int64_t value) { token(std::to_string(value)); }
  /// Text that is JSON already.
  void raw(std::string_view json) { token(json); }

  std::string take() {
    out_.resize(size_);
    return std::move(out_);
  }

 private:
  /// Where the next bytes go: room for `size` of them at least. Who writes there counts them in `size_`.
  char* room(std::size_t size) {
    if (out_.size() - size_ < size) grow(size);
    return out_.data() + size_;
  }
  void grow(std::size_t size);
  void put(char byte);
  void put(std::string_view text);

  void separate() {
    if (wants_comma_) put(',');
  }
  void open(char bracket) {
    separate();
    put(bracket);
    wants_comma_ = false;
  }
  void close(char bracket) {
    put(bracket);
    wants_comma_ = true;
  }
  void token(std::string_view text) {
    separate();
    put(text);
    wants_comma_ = true;
  }
  void quote(std::string_view text);

  std::string out_;      ///< what is written, and room for more
  std::size_t size_ = 0; ///< of what is written
  bool wants_comma_ = false;
};

} // namespace whycors::render
