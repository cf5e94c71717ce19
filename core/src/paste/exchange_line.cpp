#include "exchange_line.hpp"

#include <optional>

#include "base/bytes16.hpp"

namespace whycors::paste {

namespace {

class LineReader {
 public:
  LineReader(std::string_view json, Exchange& exchange)
      : at_(json.data()), end_(json.data() + json.size()), exchange_(exchange) {}

  bool read() {
    bool has_request = false;
    bool const whole = object([&](std::string_view key) {
      if (key == "id") return text(exchange_.id);
      if (key == "request") {
        if (has_request) return false;
        has_request = true;
        return request();
      }
      if (key == "page") return page();
      if (key == "preflight") return answer(exchange_.first().preflight);
      if (key == "response") return answer(exchange_.first().response);
      if (key == "hops") return hops();
      return false;
    });
    space();
    return whole && has_request && at_ == end_ && !exchange_.request.url.value.empty();
  }

 private:
  void space() {
    while (at_ < end_ && is_http_whitespace(*at_))
      ++at_;
  }
  bool take(char byte) {
    space();
    if (at_ == end_ || *at_ != byte) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    space();
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, word.size()) != word)
      return false;
    at_ += word.size();
    return true;
  }

  /// `{"key": member, …}`. A key that comes twice is left to the other reader.
  template <class Member>
  bool object(Member member) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view key;
      if (!plain_string(key) || !take(':') || !member(key)) return false;
    } while (take(','));
    return take('}');
  }
  template <class Item>
  bool array(Item item) {
    if (!take('[')) return false;
    if (take(']')) return true;
    do {
      if (!item()) return false;
    } while (take(','));
    return take(']');
  }

  static bool is_plain(char byte) { return byte >= 0x20 && byte != '"' && byte != '\\'; }
  /// Passes over printable ASCII without escapes, up to what ends it.
  void plain() {
    at_ = find_by_blocks(at_, end_, [](Bytes16 bytes) {
      return bytes.equal('"').with(bytes.equal('\\')).with(bytes.below(0x20));
    });
    while (at_ < end_ && is_plain(*at_))
      ++at_;
  }
  /// A string of ASCII without escapes, as it stands.
  bool plain_string(std::string_view& value) {
    if (!take('"')) return false;
    char const* const start = at_;
    plain();
    value = {start, static_cast<std::size_t>(at_ - start)};
    return at_ != end_ && *at_++ == '"';
  }

  bool text(std::string_view& value) { return plain_string(value); }
  bool fact(Fact<std::string_view>& fact) {
    fact.provenance = Provenance::observed;
    return plain_string(fact.value);
  }
  template <class Enumeration>
  bool name(Enumeration& member) {
    std::string_view word;
    if (!plain_string(word)) return false;
    auto const known = from_name<Enumeration>(word);
    if (known) member = *known;
    return known.has_value();
  }
  template <class Enumeration>
  bool named_fact(Fact<Enumeration>& fact) {
    fact.provenance = Provenance::observed;
    return name(fact.value);
  }
  bool flag(bool& value) {
    value = take_word("true");
    return value || take_word("false");
  }

  static int hexadecimal(char byte) {
    if (is_ascii_digit(byte)) return byte - '0';
    char const lower = byte_lowercase(byte);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /// A string of bytes: each character up to U+00FF is one.
  bool bytes(std::string_view& value) {
    if (!take('"')) return false;
    char const* const start = at_;
    plain();
    if (at_ == end_) return false;
    if (*at_ == '"') {
      value = {start, static_cast<std::size_t>(at_ - start)};
      ++at_;
      return true;
    }
    char const* close = at_;
    while (close < end_ && *close != '"')
      close += *close == '\\' ? 2 : 1;
    if (close >= end_) return false;
    char* const place = exchange_.store.allocate(static_cast<std::size_t>(close - start));
    std::size_t size = 0;
    for (at_ = start; at_ < close; ++at_) {
      auto const byte = static_cast<unsigned char>(*at_);
      if (byte < 0x20) return false;
      if (byte == '\\') {
        auto const escaped = escape();
        if (!escaped) return false;
        place[size++] = *escaped;
      } else if (byte >= 0x80) {
        bool const latin = (byte == 0xC2 || byte == 0xC3) && at_ + 1 < close &&
                           (static_cast<unsigned char>(at_[1]) & 0xC0U) == 0x80;
        if (!latin) return false;
        ++at_;
        place[size++] = static_cast<char>(((byte & 3U) << 6U) | (static_cast<unsigned char>(*at_) & 0x3FU));
      } else {
        place[size++] = *at_;
      }
    }
    ++at_;
    value = {place, size};
    return true;
  }
  /// The byte of an escape that begins at `at_`, which ends on its last character.
  std::optional<char> escape() {
    ++at_;
    switch (*at_) {
    case '"':
    case '\\':
    case '/': return *at_;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u': break;
    default: return std::nullopt;
    }
    if (end_ - at_ < 5 || at_[1] != '0' || at_[2] != '0') return std::nullopt;
    int const high = hexadecimal(at_[3]);
    int const low = hexadecimal(at_[4]);
    if (high < 0 || low < 0) return std::nullopt;
    at_ += 4;
    return static_cast<char>(high * 16 + low);
  }

  bool headers(HeaderList& list) {
    if (!list.empty()) return false;
    return array([&] {
      Header header;
      if (!take('[') || !bytes(header.name) || !take(',') || !bytes(header.value) || !take(']')) return false;
      list.append(header);
      return true;
    });
  }

  bool page() {
    return object([&](std::string_view key) {
      Page& page = exchange_.page;
      if (key == "origin") return text(page.origin);
      if (key == "csp") return text(page.content_security_policy.emplace());
      if (key == "secure") return flag(page.secure.emplace());
      return false;
    });
  }

  bool request() {
    RequestGiven& given = exchange_.request;
    return object([&](std::string_view key) {
      if (key == "url") return fact(given.url);
      if (key == "origin") return fact(given.origin);
      if (key == "method") return fact(given.method);
      if (key == "headers") return headers(given.headers);
      if (key == "credentials") return named_fact(given.credentials);
      if (key == "mode") return named_fact(given.mode);
      if (key == "redirect") return name(given.redirect);
      if (key == "cache") return name(given.cache);
      if (key == "initiator") return named_fact(given.initiator);
      if (key == "body") return name(given.body);
      if (key == "bodyType") return text(given.body_type);
      if (key == "uploadListener") return flag(given.upload_listener);
      if (key == "client") return name(given.client);
      return false;
    });
  }

  bool answer(Answer& answer) {
    if (take_word("null")) return true;
    if (answer.kind != Answer::Kind::unknown) return false;
    bool failed = false;
    bool const whole = object([&](std::string_view key) {
      if (key == "status") return status(answer);
      if (key == "headers") return headers(answer.headers);
      if (key == "body") return bytes_as_text(answer.body);
      if (key != "error" || failed) return false;
      failed = true;
      return name(answer.failure);
    });
    answer.kind = failed ? Answer::Kind::failed : Answer::Kind::received;
    // What failed has nothing else to tell; a mixture is left to the other reader.
    bool const is_empty = answer.status == 0 && answer.headers.empty() && answer.body.empty();
    return whole && (failed ? is_empty : answer.status != 0);
  }
  /// A body stays as it is written, so only one without escapes is read here.
  bool bytes_as_text(std::string_view& value) { return plain_string(value); }
  bool status(Answer& answer) {
    space();
    if (end_ - at_ < 4 || at_[0] < '1' || at_[0] > '9' || !is_ascii_digit(at_[1]) || !is_ascii_digit(at_[2]))
      return false;
    bool const ends = at_[3] == ',' || at_[3] == '}' || is_http_whitespace(at_[3]);
    answer.status = static_cast<std::uint16_t>((at_[0] - '0') * 100 + (at_[1] - '0') * 10 + (at_[2] - '0'));
    at_ += 3;
    return ends;
  }
  bool hops() {
    return array([&] {
      Hop& hop = exchange_.hops.emplace_back();
      return object([&](std::string_view key) {
        if (key == "preflight") return answer(hop.preflight);
        if (key == "response") return answer(hop.response);
        return false;
      });
    });
  }

  char const* at_;
  char const* end_;
  Exchange& exchange_;
};

} // namespace

bool read_exchange_line(std::string_view json, Exchange& exchange) {
  return LineReader(json, exchange).read();
}

} // namespace whycors::paste
