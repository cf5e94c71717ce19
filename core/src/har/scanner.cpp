#include "scanner.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "base/bytes.hpp"
#include "block.hpp"

namespace whycors::har {

namespace {

int hex(char byte) {
  if (is_ascii_digit(byte)) return byte - '0';
  char const lower = byte_lowercase(byte);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The code unit of `\uXXXX` at a backslash, or -1.
std::int32_t code_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  std::int32_t unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    int const digit = hex(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

std::size_t write_utf8(std::uint32_t code, char* to) {
  auto const byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) return to[0] = byte(code), 1;
  std::size_t const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr std::uint32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
  to[0] = byte(leads[more] | code >> (6 * more));
  for (std::size_t i = 1; i <= more; ++i)
    to[i] = byte(0x80 | (code >> (6 * (more - i)) & 0x3F));
  return more + 1;
}

/// The text of a JSON string: never longer than the string. A lone surrogate becomes U+FFFD; an escape that
/// is none stays as it is written.
std::size_t unescape(std::string_view json, char* to) {
  constexpr std::string_view letters = "bfnrt\"\\/";
  constexpr std::string_view meanings = "\b\f\n\r\t\"\\/";
  char* out = to;
  for (std::size_t i = 0; i < json.size();) {
    std::int32_t const unit = code_unit(json, i);
    if (unit >= 0) {
      std::int32_t const low = code_unit(json, i + 6);
      bool const is_pair = unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000;
      bool const is_lone = !is_pair && unit >= 0xD800 && unit < 0xE000;
      std::int32_t const code = is_pair   ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                                : is_lone ? 0xFFFD
                                          : unit;
      out += write_utf8(static_cast<std::uint32_t>(code), out);
      i += is_pair ? 12 : 6;
      continue;
    }
    auto const letter =
        json[i] == '\\' && i + 1 < json.size() ? letters.find(json[i + 1]) : std::string_view::npos;
    if (letter == std::string_view::npos) {
      *out++ = json[i++];
    } else {
      *out++ = meanings[letter];
      i += 2;
    }
  }
  return static_cast<std::size_t>(out - to);
}

std::string_view digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_ascii_digit(text[count]))
    ++count;
  auto const found = text.substr(0, count);
  text.remove_prefix(count);
  return found;
}

bool skip(std::string_view& text, char byte) {
  bool const is = !text.empty() && text.front() == byte;
  if (is) text.remove_prefix(1);
  return is;
}

/// A number as JSON writes it, with its value; not exact beyond what a time or a status needs.
bool read_number(std::string_view text, double& value, bool& is_integer) {
  bool const is_negative = skip(text, '-');
  auto const whole = digits(text);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  value = 0;
  for (char const digit : whole)
    value = value * 10 + (digit - '0');
  is_integer = text.empty();
  if (skip(text, '.')) {
    auto const fraction = digits(text);
    if (fraction.empty()) return false;
    double scale = 1;
    for (char const digit : fraction)
      value += (digit - '0') * (scale /= 10);
  }
  if (skip(text, 'e') || skip(text, 'E')) {
    bool const down = skip(text, '-');
    if (!down) skip(text, '+');
    auto const exponent = digits(text);
    if (exponent.empty()) return false;
    int places = 0;
    for (char const digit : exponent)
      places = std::min(places * 10 + (digit - '0'), 400);
    for (; places > 0; --places)
      value = down ? value / 10 : value * 10;
  }
  if (is_negative) value = -value;
  return text.empty();
}

} // namespace

std::string describe(Damage const& damage) {
  constexpr std::string_view words[] = {"what stands there is out of place",
                                        "neither a number nor true, false or null",
                                        "nested deeper than 1024 levels",
                                        "the file ends there, in the middle",
                                        "something follows the end of the recording",
                                        "the file is in UTF-16; save it as UTF-8",
                                        "the file is compressed; unpack it first"};
  std::string text = "byte ";
  text += std::to_string(damage.at);
  text += ": ";
  text += words[static_cast<std::size_t>(damage.kind)];
  return text;
}

/// A key that matters in a context: what its value is, or where it goes.
struct Scanner::Key {
  Context in;
  std::string_view name;
  Context value = Context::other;
  Text Entry::*text = nullptr;
  Text Scanner::*page = nullptr;
  Text Row::*row = nullptr;
  Number number = Number::none;

  static Key const* find(Context in, std::string_view name);
};

bool Scanner::is_list(Context context) { return element_of(context) != Context::other; }

/// What the elements of an array are.
Scanner::Context Scanner::element_of(Context context) {
  switch (context) {
  case Context::entries: return Context::entry;
  case Context::pages: return Context::page;
  case Context::request_headers:
  case Context::response_headers: return Context::row;
  default: return Context::other;
  }
}

Scanner::Key const* Scanner::Key::find(Context in, std::string_view name) {
  using C = Context;
  // Grouped by context.
  static constexpr Key keys[] = {
      {.in = C::root, .name = "log", .value = C::log},
      {.in = C::root, .name = "entries", .value = C::entries},
      {.in = C::log, .name = "entries", .value = C::entries},
      {.in = C::log, .name = "pages", .value = C::pages},
      {.in = C::page, .name = "id", .page = &Scanner::page_id_},
      {.in = C::page, .name = "title", .page = &Scanner::page_title_},
      {.in = C::entry, .name = "request", .value = C::request},
      {.in = C::entry, .name = "response", .value = C::response},
      {.in = C::entry, .name = "startedDateTime", .text = &Entry::started},
      {.in = C::entry, .name = "time", .number = Number::time},
      {.in = C::entry, .name = "pageref", .text = &Entry::page},
      {.in = C::entry, .name = "_resourceType", .text = &Entry::resource_type},
      {.in = C::entry, .name = "_initiator", .value = C::initiator},
      {.in = C::request, .name = "method", .text = &Entry::method},
      {.in = C::request, .name = "url", .text = &Entry::url},
      {.in = C::request, .name = "headers", .value = C::request_headers},
      {.in = C::response, .name = "status", .number = Number::status},
      {.in = C::response, .name = "headers", .value = C::response_headers},
      {.in = C::response, .name = "redirectURL", .text = &Entry::redirect_url},
      {.in = C::response, .name = "_error", .text = &Entry::error},
      {.in = C::response, .name = "_failureText", .text = &Entry::error},
      {.in = C::response, .name = "content", .value = C::content},
      {.in = C::content, .name = "text", .text = &Entry::body},
      {.in = C::initiator, .name = "type", .text = &Entry::initiator_type},
      {.in = C::row, .name = "name", .row = &Row::name},
      {.in = C::row, .name = "value", .row = &Row::value},
  };
  // Where the keys of each context begin.
  static constexpr auto starts = [] {
    std::array<std::uint8_t, contexts + 1> places{};
    for (Key const& key : keys)
      for (auto context = static_cast<std::size_t>(key.in) + 1; context <= contexts; ++context)
        ++places[context];
    return places;
  }();
  auto const context = static_cast<std::size_t>(in);
  for (auto i = starts[context]; i < starts[context + 1]; ++i)
    if (keys[i].name == name) return &keys[i];
  // An entry may stand alone.
  return in == C::root ? find(C::entry, name) : nullptr;
}

/// A byte order mark, and what says that this is no text in UTF-8.
void Scanner::skip_mark(std::string_view& bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  for (; mark_ < mark.size() && !bytes.empty(); ++mark_, ++offset_, bytes.remove_prefix(1)) {
    char const byte = bytes.front();
    if (byte == mark[mark_]) continue;
    if (mark_ > 0) fail(Damage::Kind::unexpected, offset_);
    if (byte == '\xFF' || byte == '\xFE') fail(Damage::Kind::encoding, 0);
    if (byte == '\x1F') fail(Damage::Kind::compressed, 0);
    mark_ = mark.size();
    return;
  }
}

void Scanner::feed(std::string_view bytes, HarOutline const* outline) {
  skip_mark(bytes);
  chunk_ = from_ = bytes.data();
  char const* const end = chunk_ + bytes.size();
  for (char const* at = chunk_; at != end && !damage_;) {
    if (in_string_ && at != chunk_ && !wants(at)) at = skim(at, end, outline);
    std::size_t const size = std::min(static_cast<std::size_t>(end - at), Block::size);
    at = read_block(size < Block::size ? Block::part(at, size) : Block(at), at, size, end);
  }
  if (in_literal_ || (in_string_ && capturing_)) gather(end);
  keep_borrowed(bytes);
  offset_ += bytes.size();
}

void Scanner::finish() {
  chunk_ = from_ = nullptr;
  if (!damage_ && in_literal_) end_literal(nullptr);
  if (!damage_ && expect_ != Expect::nothing) fail(Damage::Kind::cut, offset_);
}

/// Within a string that is not needed, to the next block that may end it, or the last one. A function of its
/// own, which engines of WebAssembly compile sooner than all of the scanner.
[[gnu::noinline]] char const* Scanner::skim(char const* at, char const* end, HarOutline const* outline) {
  char const* const from = at;
  for (; end - at > static_cast<std::ptrdiff_t>(Block::size) && !may_end_string(at); at += Block::size)
    if (outline) {
      // Up to the next block of the outline this one was looked at; from there the outline knows more.
      at = outline->next(at);
      break;
    }
  char const* run = at;
  while (run != from && run[-1] == '\\')
    --run;
  auto const backslashes = static_cast<std::uint64_t>(at - run);
  is_escaped_ = (run == from ? backslashes + is_escaped_ : backslashes) & 1U;
  return at;
}

/// Finds all that begins or ends in a block of `size` bytes, and takes each; returns where to go on.
char const* Scanner::read_block(Block const& block, char const* at, std::size_t size, char const* end) {
  std::uint64_t const escapes = escaping(block.equal('\\'), is_escaped_);
  std::uint64_t const quotes = block.equal('"') & ~(escapes << 1U | is_escaped_);
  std::uint64_t const strings = between(quotes) ^ (in_string_ ? ~std::uint64_t{0} : 0);
  std::uint64_t const structure = block.structure() & ~strings;
  std::uint64_t const literals = ~(strings | quotes | structure | block.space());
  std::uint64_t const edges = literals ^ (literals << 1U | (in_literal_ ? 1U : 0U));
  is_escaped_ = escapes >> (size - 1) & 1U;
  std::uint64_t events = quotes | structure | edges | (escapes & strings);
  events &= ~std::uint64_t{0} >> (Block::size - size);
  for (; events != 0 && !damage_; events &= events - 1) {
    char const* const event = at + std::countr_zero(events);
    if (next_ == Context::row && *event == '{')
      if (char const* const behind = read_rows(event, end)) return behind;
    take(event);
  }
  return at + size;
}

namespace {

/// What a part holds from a place on, looked at 16 bytes at a time: a place near its end is not found.
class Ahead {
 public:
  Ahead(char const* at, char const* end) : at_(at), end_(end) {}

  char const* at() const { return at_; }
  /// Passes over the text, and white space before it.
  bool skip(std::string_view text) {
    while (can_load()) {
      auto const bytes = Bytes16::load(at_);
      auto const space =
          bytes.equal(' ').with(bytes.equal('\n')).with(bytes.equal('\r').with(bytes.equal('\t')));
      auto const count = std::countr_one(space.mask());
      at_ += count;
      if (count < 16) break;
    }
    if (static_cast<std::size_t>(end_ - at_) < text.size() || std::memcmp(at_, text.data(), text.size()) != 0)
      return false;
    at_ += text.size();
    return true;
  }
  /// Passes over a string without escapes.
  bool skip_string(std::string_view& value) {
    if (!skip("\"")) return false;
    char const* const start = at_;
    at_ = find_by_blocks(at_, end_, [](Bytes16 bytes) { return bytes.equal('"').with(bytes.equal('\\')); });
    value = {start, static_cast<std::size_t>(at_ - start)};
    return at_ != end_ && *at_++ == '"';
  }

 private:
  bool can_load() const { return end_ - at_ >= 16; }

  char const* at_;
  char const* end_;
};

} // namespace

/// Headers as browsers write them, `{"name": "…", "value": "…"}`, in one go and not brace by brace; they are
/// half of what a recording has beside bodies. Returns the place behind the last one that could be read so,
/// or null: then nothing has happened.
[[gnu::noinline]] char const* Scanner::read_rows(char const* brace, char const* end) {
  if (!expects_value() || in_literal_ || depth_ == deepest) return nullptr;
  char const* behind = nullptr;
  for (Ahead ahead(brace, end); ahead.skip("{");) {
    std::string_view name;
    std::string_view value;
    bool const is_row = ahead.skip("\"name\"") && ahead.skip(":") && ahead.skip_string(name) &&
                        ahead.skip(",") && ahead.skip("\"value\"") && ahead.skip(":") &&
                        ahead.skip_string(value) && ahead.skip("}");
    std::size_t const size = sizeof(Row) + name.size() + value.size();
    if (!is_row || name.empty() || std::max(name.size(), value.size()) > longest_string ||
        captured_ + size > largest_entry)
      break;
    captured_ += size;
    auto const text_of = [this](std::string_view text) {
      return Text{text, place(text.data()), place(text.data() + text.size())};
    };
    rows_->push_back({text_of(name), text_of(value)});
    behind = ahead.at();
    if (!ahead.skip(",")) break;
  }
  if (!behind) return nullptr;
  expect_ = Expect::comma_or_end;
  is_escaped_ = 0;
  return behind;
}

/// A byte at which something begins, or that is behind its end; in a string what escapes the next byte.
void Scanner::take(char const* at) {
  if (in_string_) {
    if (*at == '"') return end_string(at);
    has_escape_ = true;
    return;
  }
  if (in_literal_) end_literal(at);
  if (damage_) return;
  bool const in_array = depth_ > 0 && arrays_[depth_ - 1];
  switch (*at) {
  case ' ':
  case '\n':
  case '\r':
  case '\t': return;
  case '"':
    if (!expects_value() && expect_ != Expect::key && expect_ != Expect::key_or_end) break;
    return begin_string(at);
  case '{':
  case '[':
    if (!expects_value()) break;
    return depth_ == deepest ? fail(Damage::Kind::deep, place(at)) : open(at);
  case '}':
    if (in_array || (expect_ != Expect::key_or_end && expect_ != Expect::comma_or_end)) break;
    return close(at);
  case ']':
    if (!in_array || (expect_ != Expect::value_or_end && expect_ != Expect::comma_or_end)) break;
    return close(at);
  case ':':
    if (expect_ != Expect::colon) break;
    expect_ = Expect::value;
    return;
  case ',':
    if (expect_ != Expect::comma_or_end) break;
    expect_ = in_array ? Expect::value : Expect::key;
    return;
  default:
    if (!expects_value()) break;
    in_literal_ = true;
    return begin_text(at, longest_literal);
  }
  fail(expect_ == Expect::nothing ? Damage::Kind::after_the_end : Damage::Kind::unexpected, place(at));
}

[[gnu::noinline]] void Scanner::end_literal(char const* end) {
  in_literal_ = false;
  std::string_view const text = so_far(end);
  double value = 0;
  bool is_integer = false;
  bool const is_word = text.front() > '9' && (text == "null" || text == "true" || text == "false");
  if (text.size() > longest_literal || (!is_word && !read_number(text, value, is_integer)))
    return fail(Damage::Kind::literal, text_at_);
  if (number_ == Number::time) entry_.time = value;
  if (number_ == Number::status && is_integer && value >= 0 && value < 1000)
    entry_.status = static_cast<int>(value);
  number_ = Number::none;
  target_ = nullptr;
  end_value();
}

void Scanner::begin_text(char const* from, std::size_t most) {
  from_ = from;
  text_at_ = place(from);
  most_ = most;
  pending_.clear();
}

/// Keeps what this part has of the text that is being read; in all a byte more than is wanted of it, so that
/// too much is seen.
std::string_view Scanner::gather(char const* end) {
  std::string_view const text(from_, static_cast<std::size_t>(end - from_));
  return pending_.append(text.substr(0, most_ + 1 - pending_.size()));
}

/// The text that is being read, up to `end`; of the part itself where it can be.
std::string_view Scanner::so_far(char const* end) {
  if (!pending_.empty()) return gather(end);
  return {from_, static_cast<std::size_t>(end - from_)};
}

[[gnu::noinline]] void Scanner::begin_string(char const* quote) {
  in_string_ = true;
  has_escape_ = false;
  is_key_ = !expects_value();
  if (is_key_) {
    capturing_ = contexts_[depth_ - 1] != Context::other;
    return begin_text(quote + 1, longest_key);
  }
  bool const is_body = target_ == &entry_.body;
  capturing_ = target_ && captured_ <= largest_entry && (!is_body || entry_.status >= 400);
  begin_text(quote + 1, is_body ? body_excerpt : longest_string);
}

/// The key up to `end`, without escapes, until the next text is read.
std::string_view Scanner::key(char const* end) {
  if (!has_escape_) return so_far(end);
  gather(end);
  pending_.resize(unescape(pending_, pending_.data()));
  return pending_;
}

/// The captured string up to `end`, without escapes.
std::string_view Scanner::kept(char const* end) {
  std::string_view json = so_far(end);
  if (json.size() > most_) {
    json = json.substr(0, most_);
    if (target_ != &entry_.body) entry_.is_too_large = true;
  }
  captured_ += json.size();
  if (!has_escape_) return pending_.empty() ? json : store_.keep(json);
  char* const place = store_.allocate(json.size());
  return {place, unescape(json, place)};
}

/// What has been read so far outlives the part that it stands in.
void Scanner::keep_borrowed(std::string_view chunk) {
  auto const keep = [&](Text& text) {
    std::less_equal<> const not_behind; // of places in different arrays, too
    if (not_behind(chunk.data(), text.value.data()) &&
        not_behind(text.value.data(), chunk.data() + chunk.size()))
      text.value = store_.keep(text.value);
  };
  entry_.each_text(keep);
  keep(page_id_);
  keep(page_title_);
}

[[gnu::noinline]] void Scanner::end_string(char const* quote) {
  in_string_ = false;
  if (is_key_) {
    next_ = Context::other;
    target_ = nullptr;
    number_ = Number::none;
    if (capturing_) read_key(key(quote));
    expect_ = Expect::colon;
    return;
  }
  if (capturing_) *target_ = {kept(quote), text_at_, 0};
  if (target_) target_->end = place(quote);
  if (captured_ > largest_entry) entry_.is_too_large = true;
  target_ = nullptr;
  number_ = Number::none;
  end_value();
}

[[gnu::noinline]] void Scanner::read_key(std::string_view name) {
  Key const* const key = Key::find(contexts_[depth_ - 1], name);
  if (!key) return;
  next_ = key->value;
  number_ = key->number;
  if (key->text) target_ = &(entry_.*key->text);
  if (key->page) target_ = &(this->*key->page);
  if (key->row) target_ = &(rows_->back().*key->row);
  // Of two with one name the last one counts.
  if (target_) *target_ = {};
  if (number_ == Number::status) entry_.status = 0;
  if (number_ == Number::time) entry_.time = 0;
  if (next_ == Context::request) has_request_ = false;
  if (next_ == Context::response) has_response_ = false;
  if (next_ == Context::request_headers) entry_.request_headers.clear();
  if (next_ == Context::response_headers) entry_.response_headers.clear();
}

[[gnu::noinline]] void Scanner::open(char const* bracket) {
  bool const is_array = *bracket == '[';
  Context context = next_;
  if (is_array && context == Context::root) context = Context::entries;
  if (is_array != is_list(context)) context = Context::other;
  switch (context) {
  case Context::root:
  case Context::entry: {
    auto request_rows = std::move(entry_.request_headers);
    auto response_rows = std::move(entry_.response_headers);
    request_rows.clear();
    response_rows.clear();
    entry_ = {};
    entry_.request_headers = std::move(request_rows);
    entry_.response_headers = std::move(response_rows);
    entry_.start = place(bracket);
    store_.clear();
    captured_ = 0;
    has_request_ = has_response_ = false;
    break;
  }
  case Context::request:
    has_request_ = true;
    entry_.method = entry_.url = {};
    entry_.request_headers.clear();
    break;
  case Context::response:
    has_response_ = true;
    entry_.status = 0;
    entry_.redirect_url = entry_.error = entry_.body = {};
    entry_.response_headers.clear();
    break;
  case Context::entries: has_entries_ = true; break;
  case Context::page: page_id_ = page_title_ = {}; break;
  case Context::request_headers: rows_ = &entry_.request_headers; break;
  case Context::response_headers: rows_ = &entry_.response_headers; break;
  case Context::row:
    captured_ += sizeof(Row);
    if (captured_ > largest_entry)
      context = Context::other;
    else
      rows_->emplace_back();
    break;
  default: break;
  }
  contexts_[depth_] = context;
  arrays_[depth_] = is_array;
  ++depth_;
  target_ = nullptr;
  number_ = Number::none;
  expect_ = is_array ? Expect::value_or_end : Expect::key_or_end;
  next_ = element_of(context);
}

[[gnu::noinline]] void Scanner::close(char const* bracket) {
  Context const context = contexts_[--depth_];
  if (context == Context::row && rows_->back().name.value.empty()) rows_->pop_back();
  if (context == Context::page && pages_.size() < most_pages)
    pages_.push_back({std::string(page_id_.value), std::string(page_title_.value)});
  bool const is_entry = context == Context::entry || (context == Context::root && !has_entries_);
  if (is_entry && has_request_ && has_response_) {
    entry_.end = place(bracket) + 1;
    for (Page const& page : pages_)
      if (!entry_.page.value.empty() && page.id == entry_.page.value) entry_.page_url = page.url;
    sink_.take(entry_);
  }
  end_value();
  next_ = depth_ > 0 ? element_of(contexts_[depth_ - 1]) : Context::other;
}

} // namespace whycors::har
