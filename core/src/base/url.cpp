#include "url.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "bytes.hpp"

namespace whycors {

namespace {

/// The parts of a URL while it is put together: https://url.spec.whatwg.org/#concept-url
struct Parts {
  std::string scheme;
  std::string username;
  std::string password;
  std::optional<std::string> host;
  std::int32_t port = -1;
  bool has_opaque_path = false;
  std::vector<std::string> path;
  std::string opaque_path;
  std::optional<std::string> query;
  std::optional<std::string> fragment;
};

/// https://url.spec.whatwg.org/#special-scheme with its default port; -1 where the scheme is special without
/// one, -2 where it is not special.
std::int32_t default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "ftp") return 21;
  return scheme == "file" ? -1 : -2;
}
bool is_special(std::string_view scheme) { return default_port(scheme) != -2; }

// https://url.spec.whatwg.org/#percent-encoded-bytes, its sets
using ByteSet = std::array<bool, 256>;
consteval bool is_c0_control(unsigned char b) { return b < 0x20 || b > 0x7E; }
constexpr ByteSet c0_control_set = detail::byte_table(is_c0_control);
constexpr ByteSet fragment_set = detail::byte_table(
    [](unsigned char b) consteval { return is_c0_control(b) || detail::contains(" \"<>`", b); });
constexpr ByteSet query_set = detail::byte_table(
    [](unsigned char b) consteval { return is_c0_control(b) || detail::contains(" \"#<>", b); });
constexpr ByteSet special_query_set = detail::byte_table(
    [](unsigned char b) consteval { return is_c0_control(b) || detail::contains(" \"#<>'", b); });
constexpr ByteSet path_set = detail::byte_table(
    [](unsigned char b) consteval { return is_c0_control(b) || detail::contains(" \"#<>?^`{}", b); });
constexpr ByteSet userinfo_set = detail::byte_table([](unsigned char b) consteval {
  return is_c0_control(b) || detail::contains(" \"#<>?^`{}/:;=@[\\]|", b);
});

std::string percent_encode(std::string_view text, ByteSet const& set) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (char const byte : text) {
    if (!set[static_cast<unsigned char>(byte)]) {
      encoded += byte;
      continue;
    }
    auto const b = static_cast<unsigned char>(byte);
    encoded += '%';
    encoded += digits[b >> 4U];
    encoded += digits[b & 15U];
  }
  return encoded;
}

int hex_value(char digit) {
  if (is_ascii_digit(digit)) return digit - '0';
  char const lower = byte_lowercase(digit);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int const high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    int const low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
    } else {
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

/// https://url.spec.whatwg.org/#ipv4-number-parser: nothing on failure; larger than any address is one value.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned base = 10;
  if (text.size() >= 2 && text[0] == '0' && byte_lowercase(text[1]) == 'x') {
    text.remove_prefix(2);
    base = 16;
  } else if (text.size() >= 2 && text[0] == '0') {
    text.remove_prefix(1);
    base = 8;
  }
  std::uint64_t number = 0;
  for (char const byte : text) {
    int const digit = hex_value(byte);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return std::nullopt;
    number = number * base + static_cast<unsigned>(digit);
    if (number > 0xFFFFFFFFFF) number = 0xFFFFFFFFFF;
  }
  return number;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto const place = text.find(separator);
    parts.push_back(text.substr(0, place));
    if (place == std::string_view::npos) return parts;
    text.remove_prefix(place + 1);
  }
}

/// https://url.spec.whatwg.org/#ends-in-a-number-checker
bool ends_in_a_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  auto const dot = host.rfind('.');
  auto const last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty()) return false;
  bool digits = true;
  for (char const byte : last)
    digits &= is_ascii_digit(byte);
  return digits ||
         (last.size() >= 2 && last[0] == '0' && byte_lowercase(last[1]) == 'x' && ipv4_number(last));
}

/// Whether it is an address as it is serialized: four numbers below 256 without leading zeros.
bool is_canonical_ipv4(std::string_view host) {
  unsigned numbers = 0;
  unsigned number = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i <= host.size(); ++i)
    if (i < host.size() && is_ascii_digit(host[i])) {
      if (length > 0 && number == 0) return false;
      number = number * 10 + static_cast<unsigned>(host[i] - '0');
      if (++length > 3 || number > 255) return false;
    } else {
      if (length == 0 || (i < host.size() && host[i] != '.')) return false;
      ++numbers;
      number = 0;
      length = 0;
    }
  return numbers == 4;
}

/// https://url.spec.whatwg.org/#concept-ipv4-parser, serialized
std::optional<std::string> parse_ipv4(std::string_view host) {
  auto parts = split(host, '.');
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const number = ipv4_number(parts[i]);
    if (!number) return std::nullopt;
    bool const is_last = i + 1 == parts.size();
    // The last number fills all bytes that are left.
    std::uint64_t const limit = is_last ? std::uint64_t{1} << (8 * (5 - parts.size())) : 256;
    if (*number >= limit) return std::nullopt;
    address += is_last ? *number : *number << (8 * (3 - i));
  }
  std::string serialized;
  for (int shift = 24; shift >= 0; shift -= 8)
    serialized +=
        (serialized.empty() ? "" : ".") + std::to_string((address >> static_cast<unsigned>(shift)) & 255U);
  return serialized;
}

/// https://url.spec.whatwg.org/#concept-ipv6-parser
std::optional<std::array<std::uint16_t, 8>> parse_ipv6(std::string_view text) {
  std::array<std::uint16_t, 8> pieces{};
  std::size_t piece = 0;
  std::optional<std::size_t> compress;
  std::size_t at = 0;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return std::nullopt;
    at = 2;
    compress = ++piece;
  }
  while (at < text.size()) {
    if (piece == 8) return std::nullopt;
    if (text[at] == ':') {
      if (compress) return std::nullopt;
      ++at;
      compress = ++piece;
      continue;
    }
    unsigned value = 0;
    std::size_t length = 0;
    while (length < 4 && at < text.size() && hex_value(text[at]) >= 0) {
      value = value * 16 + static_cast<unsigned>(hex_value(text[at++]));
      ++length;
    }
    if (at < text.size() && text[at] == '.') {
      // The last four bytes as an IPv4 address, in plain decimal numbers.
      if (length == 0 || piece > 6) return std::nullopt;
      auto const numbers = split(text.substr(at - length), '.');
      if (numbers.size() != 4) return std::nullopt;
      for (std::size_t i = 0; i < 4; ++i) {
        auto const number = numbers[i];
        bool const plain = !number.empty() && number.size() <= 3 && (number.size() == 1 || number[0] != '0');
        unsigned byte = 0;
        for (char const digit : number) {
          if (!is_ascii_digit(digit)) return std::nullopt;
          byte = byte * 10 + static_cast<unsigned>(digit - '0');
        }
        if (!plain || byte > 255) return std::nullopt;
        pieces[piece] = static_cast<std::uint16_t>(pieces[piece] * 256 + byte);
        if (i % 2 == 1) ++piece;
      }
      at = text.size();
      break;
    }
    if (at < text.size()) {
      if (text[at] != ':') return std::nullopt;
      if (++at == text.size()) return std::nullopt;
    }
    pieces[piece++] = static_cast<std::uint16_t>(value);
  }
  if (!compress) return piece == 8 ? std::optional(pieces) : std::nullopt;
  // What stands behind `::` moves to the end.
  std::size_t swaps = piece - *compress;
  std::size_t place = 7;
  while (place != 0 && swaps > 0) {
    std::swap(pieces[place], pieces[*compress + swaps - 1]);
    --place;
    --swaps;
  }
  return pieces;
}

/// https://url.spec.whatwg.org/#concept-ipv6-serializer, in brackets
std::string serialize_ipv6(std::array<std::uint16_t, 8> const& pieces) {
  // The first longest run of two or more zeros is compressed.
  std::size_t best = 8;
  std::size_t best_length = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t length = 0;
    while (i + length < 8 && pieces[i + length] == 0)
      ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
    i += length == 0 ? 1 : length;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string serialized = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      serialized += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    bool significant = false;
    for (unsigned shift = 12;; shift -= 4) {
      unsigned const digit = (pieces[i] >> shift) & 15U;
      significant |= digit != 0 || shift == 0;
      if (significant) serialized += digits[digit];
      if (shift == 0) break;
    }
    if (i != 7) serialized += ':';
  }
  return serialized + "]";
}

/// https://url.spec.whatwg.org/#forbidden-host-code-point
bool is_forbidden_host_byte(char byte) {
  return byte == '\0' || std::string_view("\t\n\r #/:<>?@[\\]^|").find(byte) != std::string_view::npos;
}

/// https://url.spec.whatwg.org/#concept-host-parser, serialized. Bytes beyond ASCII stay as they are.
std::optional<std::string> parse_host(std::string_view input, bool special) {
  if (input.starts_with('[')) {
    if (!input.ends_with(']') || input.size() < 2) return std::nullopt;
    auto const address = parse_ipv6(input.substr(1, input.size() - 2));
    return address ? std::optional(serialize_ipv6(*address)) : std::nullopt;
  }
  if (!special) {
    for (char const byte : input)
      if (is_forbidden_host_byte(byte)) return std::nullopt;
    return percent_encode(input, c0_control_set);
  }
  std::string const domain = byte_lowercase(percent_decode(input));
  if (domain.empty()) return std::nullopt;
  for (char const byte : domain) {
    auto const b = static_cast<unsigned char>(byte);
    if (is_forbidden_host_byte(byte) || b < 0x20 || byte == '%' || b == 0x7F) return std::nullopt;
  }
  return ends_in_a_number(domain) ? parse_ipv4(domain) : domain;
}

bool is_single_dot(std::string_view segment) {
  return segment == "." || byte_case_insensitive_match(segment, "%2e");
}
bool is_double_dot(std::string_view segment) {
  constexpr std::string_view spellings[] = {"..", ".%2e", "%2e.", "%2e%2e"};
  for (std::string_view const dots : spellings)
    if (byte_case_insensitive_match(segment, dots)) return true;
  return false;
}
bool is_windows_drive_letter(std::string_view segment) {
  return segment.size() == 2 && is_ascii_alpha(segment[0]) && (segment[1] == ':' || segment[1] == '|');
}

/// https://url.spec.whatwg.org/#shorten-a-urls-path
void shorten_path(Parts& parts) {
  bool const is_drive =
      parts.scheme == "file" && parts.path.size() == 1 && is_windows_drive_letter(parts.path[0]);
  if (!parts.path.empty() && !is_drive) parts.path.pop_back();
}

// The bytes that stand for themselves in a serialized http or https URL; see find_parts.
constexpr auto plain_in_host = detail::byte_table([](unsigned char b) consteval {
  return detail::digit(b) || (b >= 'a' && b <= 'z') || b == '-' || b == '.';
});
constexpr auto plain_in_path = detail::byte_table(
    [](unsigned char b) consteval { return b > 0x20 && b < 0x7F && !detail::contains("\"#<>?^`{}\\", b); });
constexpr auto plain_in_query = detail::byte_table(
    [](unsigned char b) consteval { return b > 0x20 && b < 0x7F && !detail::contains("\"#<>'", b); });

/// Where the parts of an http or https URL are that is its own serialization, but for the slash of an empty
/// path: so are nearly all, and one look at each byte tells. Nothing where it may be none; then the parser
/// decides.
struct PartPlaces {
  std::size_t host = 0;
  std::size_t host_end = 0;
  std::int32_t port = -1;
  std::size_t path = 0;
  std::size_t path_end = 0;
};
std::optional<PartPlaces> find_parts(std::string_view input) {
  std::size_t at = input.starts_with("https://") ? 8 : input.starts_with("http://") ? 7 : 0;
  if (at == 0) return std::nullopt;
  auto const pass = [&](ByteSet const& plain) {
    while (at < input.size() && plain[static_cast<unsigned char>(input[at])])
      ++at;
    return at;
  };
  PartPlaces parts;
  parts.host = at;
  parts.host_end = pass(plain_in_host);
  auto const host = input.substr(parts.host, parts.host_end - parts.host);
  if (host.empty() || host.ends_with('.') || (ends_in_a_number(host) && !is_canonical_ipv4(host)))
    return std::nullopt;
  if (at < input.size() && input[at] == ':') {
    std::int32_t port = 0;
    for (++at; at < input.size() && is_ascii_digit(input[at]) && port <= 0xFFFF; ++at)
      port = port * 10 + (input[at] - '0');
    bool const is_canonical = at > parts.host_end + 1 && input[parts.host_end + 1] != '0';
    if (!is_canonical || port > 0xFFFF || port == (parts.host == 8 ? 443 : 80)) return std::nullopt;
    parts.port = port;
  }
  parts.path = at;
  if (at < input.size() && input[at] == '/') {
    auto const path = input.substr(parts.path, pass(plain_in_path) - parts.path);
    // A segment that is, or may be, one of dots is for the parser.
    if (path.find("/.") != std::string_view::npos || path.find("/%") != std::string_view::npos)
      return std::nullopt;
  }
  parts.path_end = at;
  if (at < input.size() && input[at] == '?') {
    ++at;
    pass(plain_in_query);
  }
  return at == input.size() ? std::optional(parts) : std::nullopt;
}

class Parser {
 public:
  Parser(std::string_view input, Parts const* base) : rest_(input), base_(base) {}

  std::optional<Parts> parse() {
    take_fragment();
    return take_scheme() ? with_scheme() : without_scheme();
  }

 private:
  using Result = std::optional<Parts>;

  bool slash(std::size_t index = 0) const {
    return index < rest_.size() && (rest_[index] == '/' || (special_ && rest_[index] == '\\'));
  }
  void take_fragment() {
    auto const number_sign = rest_.find('#');
    if (number_sign == std::string_view::npos) return;
    url_.fragment = percent_encode(rest_.substr(number_sign + 1), fragment_set);
    rest_ = rest_.substr(0, number_sign);
  }
  void take_query() {
    auto const question_mark = rest_.find('?');
    if (question_mark == std::string_view::npos) return;
    url_.query = percent_encode(rest_.substr(question_mark + 1), special_ ? special_query_set : query_set);
    rest_ = rest_.substr(0, question_mark);
  }
  bool take_scheme() {
    if (rest_.empty() || !is_ascii_alpha(rest_.front())) return false;
    std::size_t length = 1;
    while (length < rest_.size() && (is_ascii_alpha(rest_[length]) || is_ascii_digit(rest_[length]) ||
                                     rest_[length] == '+' || rest_[length] == '-' || rest_[length] == '.'))
      ++length;
    if (length == rest_.size() || rest_[length] != ':') return false;
    url_.scheme = byte_lowercase(rest_.substr(0, length));
    rest_.remove_prefix(length + 1);
    special_ = is_special(url_.scheme);
    return true;
  }

  Result with_scheme() {
    if (url_.scheme == "file") return file();
    if (special_) {
      bool const relative =
          base_ && base_->scheme == url_.scheme && !(rest_.size() >= 2 && rest_[0] == '/' && rest_[1] == '/');
      if (relative) return this->relative();
      while (slash())
        rest_.remove_prefix(1);
      return authority();
    }
    if (rest_.starts_with("//")) {
      rest_.remove_prefix(2);
      return authority();
    }
    take_query();
    if (rest_.starts_with('/')) return path();
    url_.has_opaque_path = true;
    url_.opaque_path = percent_encode(rest_, c0_control_set);
    return std::move(url_);
  }
  Result without_scheme() {
    if (!base_) return std::nullopt;
    if (base_->has_opaque_path && !(rest_.empty() && url_.fragment)) return std::nullopt;
    url_.scheme = base_->scheme;
    special_ = is_special(url_.scheme);
    if (base_->has_opaque_path) {
      url_.has_opaque_path = true;
      url_.opaque_path = base_->opaque_path;
      url_.query = base_->query;
      return std::move(url_);
    }
    return url_.scheme == "file" ? file() : relative();
  }

  void copy_authority() {
    url_.username = base_->username;
    url_.password = base_->password;
    url_.host = base_->host;
    url_.port = base_->port;
  }
  Result relative() {
    if (slash() && slash(1)) {
      while (slash() && (special_ || rest_.size() >= 2)) {
        rest_.remove_prefix(1);
        if (!special_ && !slash()) break;
      }
      return authority();
    }
    copy_authority();
    return relative_path();
  }
  /// The rest against the base's path.
  Result relative_path() {
    if (slash()) {
      take_query();
      return path();
    }
    url_.path = base_->path;
    bool const nothing = rest_.empty();
    if (nothing) {
      url_.query = base_->query;
      return std::move(url_);
    }
    take_query();
    if (rest_.empty()) return std::move(url_);
    shorten_path(url_);
    return path();
  }

  Result authority() {
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != '?' && !slash(end))
      ++end;
    auto authority = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (auto const at = authority.rfind('@'); at != std::string_view::npos) {
      auto const userinfo = authority.substr(0, at);
      auto const colon = userinfo.find(':');
      url_.username = percent_encode(userinfo.substr(0, colon), userinfo_set);
      if (colon != std::string_view::npos)
        url_.password = percent_encode(userinfo.substr(colon + 1), userinfo_set);
      authority.remove_prefix(at + 1);
      if (authority.empty()) return std::nullopt;
    }
    // A colon inside of brackets belongs to the address.
    auto const bracket = authority.rfind(']');
    auto const colon =
        authority.find(':', bracket == std::string_view::npos || !authority.starts_with('[') ? 0 : bracket);
    auto const host = authority.substr(0, colon);
    if (special_ && host.empty()) return std::nullopt;
    if (colon != std::string_view::npos && host.empty()) return std::nullopt;
    url_.host = parse_host(host, special_);
    if (!url_.host) return std::nullopt;
    if (colon != std::string_view::npos && !take_port(authority.substr(colon + 1))) return std::nullopt;
    take_query();
    return path();
  }
  bool take_port(std::string_view digits) {
    if (digits.empty()) return true;
    std::int32_t port = 0;
    for (char const digit : digits) {
      if (!is_ascii_digit(digit)) return false;
      port = port * 10 + (digit - '0');
      if (port > 0xFFFF) return false;
    }
    url_.port = port == default_port(url_.scheme) ? -1 : port;
    return true;
  }

  Result file() {
    url_.host = "";
    if (slash() && slash(1)) {
      rest_.remove_prefix(2);
      std::size_t end = 0;
      while (end < rest_.size() && rest_[end] != '?' && !slash(end))
        ++end;
      auto const host = rest_.substr(0, end);
      if (!is_windows_drive_letter(host)) {
        if (!host.empty()) url_.host = parse_host(host, true);
        if (!url_.host) return std::nullopt;
        if (*url_.host == "localhost") url_.host = "";
        rest_.remove_prefix(end);
      }
      take_query();
      return path();
    }
    bool const has_file_base = base_ && base_->scheme == "file";
    if (has_file_base) {
      url_.host = base_->host;
      return relative_path();
    }
    take_query();
    return path();
  }

  /// https://url.spec.whatwg.org/#path-start-state and #path-state, behind what the path has already.
  Result path() {
    bool const starts_with_slash = slash();
    if (starts_with_slash) rest_.remove_prefix(1);
    if (!starts_with_slash && rest_.empty() && !(special_ && url_.path.empty())) return std::move(url_);
    for (;;) {
      std::size_t end = 0;
      while (end < rest_.size() && !slash(end))
        ++end;
      auto const segment = rest_.substr(0, end);
      bool const is_last = end == rest_.size();
      if (is_double_dot(segment)) {
        shorten_path(url_);
        if (is_last) url_.path.emplace_back();
      } else if (is_single_dot(segment)) {
        if (is_last) url_.path.emplace_back();
      } else {
        url_.path.push_back(percent_encode(segment, path_set));
        std::string& added = url_.path.back();
        if (url_.scheme == "file" && url_.path.size() == 1 && is_windows_drive_letter(added)) added[1] = ':';
      }
      if (is_last) return std::move(url_);
      rest_.remove_prefix(end + 1);
    }
  }

  Parts url_;
  std::string_view rest_;
  Parts const* base_;
  bool special_ = false;
};

bool is_c0_control_or_space(char byte) { return static_cast<unsigned char>(byte) <= 0x20; }

/// 127.0.0.0/8, ::1, localhost and what ends in .localhost
bool is_loopback(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host == "[::1]" || host == "localhost" || host.ends_with(".localhost")) return true;
  return host.starts_with("127.") && ends_in_a_number(host);
}

} // namespace

// https://url.spec.whatwg.org/#concept-basic-url-parser
std::optional<Url> Url::parse(std::string_view input, Url const* base) {
  if (auto const parts = find_parts(input)) {
    auto const place = [](std::size_t offset) { return static_cast<std::uint32_t>(offset); };
    bool const is_empty = parts->path == parts->path_end;
    Url url;
    url.href_.reserve(input.size() + 1);
    url.href_ = input.substr(0, parts->path_end);
    if (is_empty) url.href_ += '/';
    url.href_ += input.substr(parts->path_end);
    url.scheme_end_ = place(parts->host - 3);
    url.has_host_ = true;
    url.username_start_ = url.username_end_ = url.password_end_ = url.host_start_ = place(parts->host);
    url.host_end_ = place(parts->host_end);
    url.port_ = parts->port;
    url.path_start_ = place(parts->path);
    url.path_end_ = place(parts->path_end + (is_empty ? 1 : 0));
    url.has_query_ = parts->path_end < input.size();
    url.query_end_ = place(url.href_.size());
    return url;
  }

  input = trim(input, is_c0_control_or_space);
  std::string without_newlines;
  if (input.find_first_of("\t\n\r") != std::string_view::npos) {
    for (char const byte : input)
      if (byte != '\t' && byte != '\n' && byte != '\r') without_newlines += byte;
    input = without_newlines;
  }
  Parts base_parts;
  if (base) {
    base_parts.scheme = base->scheme();
    base_parts.username = base->username();
    base_parts.password = base->password();
    if (base->has_host_) base_parts.host = std::string(base->host());
    base_parts.port = base->port_;
    base_parts.has_opaque_path = base->has_opaque_path_;
    if (base->has_opaque_path_)
      base_parts.opaque_path = base->path();
    else if (!base->path().empty())
      for (auto const segment : split(base->path().substr(1), '/'))
        base_parts.path.emplace_back(segment);
    if (base->has_query_) base_parts.query = std::string(base->query());
  }
  auto const parsed = Parser(input, base ? &base_parts : nullptr).parse();
  if (!parsed) return std::nullopt;

  // https://url.spec.whatwg.org/#concept-url-serializer
  Url url;
  std::string& href = url.href_;
  auto const here = [&href] { return static_cast<std::uint32_t>(href.size()); };
  href = parsed->scheme;
  url.scheme_end_ = here();
  href += ':';
  if (parsed->host) href += "//";
  url.has_host_ = parsed->host.has_value();
  url.username_start_ = here();
  href += parsed->username;
  url.username_end_ = url.password_end_ = here();
  if (!parsed->password.empty()) {
    href += ':';
    href += parsed->password;
    url.password_end_ = here();
  }
  if (url.includes_credentials()) href += '@';
  url.host_start_ = here();
  if (parsed->host) href += *parsed->host;
  url.host_end_ = here();
  url.port_ = parsed->port;
  if (parsed->port >= 0) {
    href += ':';
    href += std::to_string(parsed->port);
  }
  url.has_opaque_path_ = parsed->has_opaque_path;
  // A path that would read as a host gets a dot in front.
  if (!parsed->host && !parsed->has_opaque_path && parsed->path.size() > 1 && parsed->path[0].empty())
    href += "/.";
  url.path_start_ = here();
  href += parsed->opaque_path;
  for (std::string const& segment : parsed->path)
    href += '/' + segment;
  url.path_end_ = here();
  url.has_query_ = parsed->query.has_value();
  if (parsed->query) {
    href += '?';
    href += *parsed->query;
  }
  url.query_end_ = here();
  if (parsed->fragment) {
    href += '#';
    href += *parsed->fragment;
  }
  return url;
}

std::string_view Url::scheme() const { return part(0, scheme_end_); }
std::string_view Url::username() const { return part(username_start_, username_end_); }
std::string_view Url::password() const {
  return password_end_ > username_end_ ? part(username_end_ + 1, password_end_) : std::string_view{};
}
std::string_view Url::host() const { return part(host_start_, host_end_); }
std::optional<std::uint16_t> Url::port() const {
  return port_ < 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(port_));
}
std::string_view Url::path() const { return part(path_start_, path_end_); }
std::string_view Url::query() const {
  return has_query_ ? part(path_end_ + 1, query_end_) : std::string_view{};
}
std::string_view Url::fragment() const {
  return query_end_ < href_.size() ? std::string_view(href_).substr(query_end_ + 1) : std::string_view{};
}
std::string_view Url::href_without_fragment() const { return part(0, query_end_); }
bool Url::includes_credentials() const { return password_end_ > username_start_; }
bool Url::is_http() const { return scheme() == "http" || scheme() == "https"; }
std::uint16_t Url::effective_port() const {
  std::int32_t const port = port_ >= 0 ? port_ : default_port(scheme());
  return static_cast<std::uint16_t>(port > 0 ? port : 0);
}

// https://url.spec.whatwg.org/#concept-url-origin
std::string Url::origin() const {
  if (has_tuple_origin()) {
    std::string origin(scheme());
    origin += "://";
    origin += host();
    if (port_ >= 0) {
      origin += ':';
      origin += std::to_string(port_);
    }
    return origin;
  }
  if (scheme() == "blob") {
    auto const inner = parse(path());
    if (inner && inner->is_http()) return inner->origin();
  }
  return "null";
}

bool Url::has_tuple_origin() const {
  auto const name = scheme();
  return name == "http" || name == "https" || name == "ws" || name == "wss" || name == "ftp";
}

bool Url::same_origin(Url const& other) const {
  if (has_tuple_origin() && other.has_tuple_origin()) {
    if (!includes_credentials() && !other.includes_credentials())
      return part(0, path_start_) == other.part(0, other.path_start_);
    return port_ == other.port_ && scheme() == other.scheme() && host() == other.host();
  }
  auto const mine = origin();
  return mine != "null" && mine == other.origin();
}

bool Url::has_origin(std::string_view serialized) const {
  if (!has_tuple_origin()) return serialized != "null" && origin() == serialized;
  // Without credentials a URL begins with its origin.
  return (includes_credentials() ? std::string_view(origin()) : part(0, path_start_)) == serialized;
}

bool Url::is_potentially_trustworthy() const {
  auto const name = scheme();
  return name == "https" || name == "wss" || name == "file" || name == "data" || is_loopback(host());
}

// https://fetch.spec.whatwg.org/#port-blocking
bool is_bad_port(std::uint16_t port) {
  constexpr std::uint16_t bad_ports[] = {
      0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,
      53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,
      123,  135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,  530,  531,
      532,  540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049,
      3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};
  return std::binary_search(std::begin(bad_ports), std::end(bad_ports), port);
}

} // namespace whycors
