#include <algorithm>
#include <array>
#include <optional>
#include <whycors/whycors.hpp>

#include "base/bytes.hpp"
#include "base/stable_sort.hpp"

namespace whycors {

namespace {

constexpr std::string_view placeholder = "REDACTED";

/// A part of the text that goes, and what it was.
struct Secret {
  std::size_t start;
  std::size_t end;
  SecretKind kind;
};

constexpr bool is_name_byte(char byte) {
  return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '_' || byte == '-' || byte == '.';
}
constexpr bool is_base64url(char byte) {
  return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '_' || byte == '-';
}
constexpr bool is_one_of(char byte, std::string_view set) { return set.find(byte) != std::string_view::npos; }
template <std::size_t size>
constexpr bool is_listed(std::string_view name, std::array<std::string_view, size> const& list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// What a name says about its value.
enum class Named : std::uint8_t {
  nothing,
  parameter_of_url, ///< a secret only in a URL's query or fragment; elsewhere the word is too common
  secret,
  authorization,
  cookie,
  set_cookie
};

/// Judged by the last word, as in `csrf_token`, `clientSecret` and `X-Amz-Signature`.
Named judge(std::string_view name) {
  static constexpr auto common = std::to_array<std::string_view>(
      {"key", "code", "sid", "session", "sessionid", "ticket", "state", "nonce", "auth", "hash", "policy",
       "otp", "sas", "hmac", "user", "username", "login", "email"});
  static constexpr auto secret_words = std::to_array<std::string_view>(
      {"token",       "secret",       "password",     "passwd",    "pwd",          "passphrase",
       "signature",   "sig",          "apikey",       "jwt",       "credential",   "authtoken",
       "accesstoken", "idtoken",      "refreshtoken", "csrftoken", "sessiontoken", "accesskeyid",
       "assertion",   "samlresponse", "authkey",      "phpsessid", "jsessionid"});
  std::array<char, 40> last{};
  std::size_t size = 0;
  bool has_more_words = false;
  std::string lower;
  for (std::size_t i = 0; i < name.size() && i < 80; ++i) {
    char const byte = name[i];
    bool const hump = byte >= 'A' && byte <= 'Z' && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (hump || !is_base64url(byte) || byte == '_' || byte == '-') {
      has_more_words |= size > 0;
      size = 0;
    }
    if ((is_ascii_alpha(byte) || is_ascii_digit(byte))) {
      if (size < last.size()) last[size++] = byte_lowercase(byte);
      lower += byte_lowercase(byte);
    } else {
      lower += '-';
    }
  }
  std::string_view const word(last.data(), size);
  if (lower.starts_with("access-control-")) return Named::nothing;
  if (lower == "authorization" || lower == "proxy-authorization") return Named::authorization;
  if (lower == "cookie") return Named::cookie;
  if (lower == "set-cookie") return Named::set_cookie;
  bool const is_secret = is_listed(word, secret_words) || is_listed(lower, secret_words) ||
                         (has_more_words && (word == "key" || word == "session" || word == "sessionid"));
  if (is_secret) return Named::secret;
  return is_listed(lower, common) ? Named::parameter_of_url : Named::nothing;
}

/// A value that gives nothing away: a variable, a word of the language, or what was taken out before.
bool says_nothing(std::string_view value) {
  return value.empty() || is_one_of(value.front(), "$<{*%[(") || value.starts_with(placeholder) ||
         value == "true" || value == "false" || value == "null" || value == "undefined" ||
         value.starts_with("...") || value.starts_with("\u2026") ||
         value.find_first_not_of("*x.-") == std::string_view::npos;
}
/// A list such as `['Authorization', 'Content-Type']` has a name where a pair has its value.
bool looks_like_header_name(std::string_view value) {
  bool const is_word =
      std::all_of(value.begin(), value.end(), [](char b) { return is_ascii_alpha(b) || b == '-'; });
  return is_word &&
         (value.find('-') != std::string_view::npos || judge(value) != Named::nothing ||
          byte_case_insensitive_match(value, "accept") || byte_case_insensitive_match(value, "origin"));
}

/// Finds the secrets of a text by its structure: what stands behind a name, in a URL, or has a form of its
/// own.
class Redactor {
 public:
  explicit Redactor(std::string_view text) : text_(text) {}

  Redacted run() {
    for (std::size_t at = 0; at < text_.size();) {
      if (text_[at] == ':' && text_.substr(at, 3) == "://") read_authority(at + 3);
      if (text_.substr(at, 11) == "-----BEGIN ") read_private_key(at);
      if (!is_name_byte(text_[at])) {
        ++at;
        continue;
      }
      auto const start = at;
      while (at < text_.size() && is_name_byte(text_[at]))
        ++at;
      char const before = start > 0 ? text_[start - 1] : '\n';
      // Where a separator of URLs is escaped, the run begins with what is left of it: `\u0026token`,
      // `%26token`.
      if (before == '\\' && text_.substr(start, 5) == "u0026")
        read_parameter(start + 5, at);
      else if (before == '%' && at - start > 2)
        read_escaped_parameter(start + 2, at);
      else
        read_name(start, at, before);
      read_form(start, at);
    }
    return replaced();
  }

 private:
  void add(std::size_t start, std::size_t end, SecretKind kind) {
    if (start < end && !says_nothing(text_.substr(start, end - start)))
      secrets_.push_back({start, end, kind});
  }
  char at(std::size_t place) const { return place < text_.size() ? text_[place] : '\0'; }
  std::size_t skip(std::size_t place, std::string_view set) const {
    return std::min(text_.find_first_not_of(set, place), text_.size());
  }
  std::size_t until(std::size_t place, std::string_view set) const { return until(place, set, text_.size()); }
  std::size_t until(std::size_t place, std::string_view set, std::size_t end) const {
    return place + std::min(text_.substr(place, end - place).find_first_of(set), end - place);
  }

  /// `user:password@` before a host.
  void read_authority(std::size_t start) {
    auto const end = until(start, "/?#\\ \t\r\n'\"<>`,;)");
    auto const sign = text_.substr(start, end - start).rfind('@');
    if (sign == std::string_view::npos) return;
    auto const colon = text_.substr(start, sign).find(':');
    if (colon == std::string_view::npos) return add(start, start + sign, SecretKind::url_password);
    add(start, start + colon, SecretKind::url_password);
    add(start + colon + 1, start + sign, SecretKind::url_password);
  }

  void read_private_key(std::size_t start) {
    constexpr std::size_t longest_key = 16U << 10U;
    constexpr std::string_view begins = "KEY-----";
    auto const line = text_.substr(start, 48);
    auto const at = line.find(begins);
    if (at == std::string_view::npos || start < key_end_) return;
    auto const key = start + at + begins.size();
    auto const size = text_.substr(key, longest_key).find("-----END");
    key_end_ = std::min(size == std::string_view::npos ? text_.size() : key + size, key + longest_key);
    add(key, key_end_, SecretKind::private_key);
  }

  /// Secrets that are known by their own form.
  void read_form(std::size_t start, std::size_t end) {
    auto const word = text_.substr(start, end - start);
    static constexpr auto prefixes = std::to_array<std::string_view>(
        {"ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk-", "sk_live_", "sk_test_", "rk_live_", "xoxb-",
         "xoxp-", "AKIA", "ASIA", "AIza", "ya29."});
    if (word.size() >= 20)
      for (std::string_view const prefix : prefixes)
        if (word.starts_with(prefix)) return add(start, end, SecretKind::token);
    // A JSON Web Token: three parts, the first of which is an object's beginning in base64url.
    if (word.size() > 20 && word.starts_with("eyJ") && std::count(word.begin(), word.end(), '.') >= 2)
      return add(start, end, SecretKind::jwt);
    bool const is_bearer = byte_case_insensitive_match(word, "bearer");
    if ((!is_bearer && !byte_case_insensitive_match(word, "basic")) || at(end) != ' ') return;
    auto const value = skip(end, " ");
    auto const value_end = until(value, " \t\r\n'\"`\\,;<>^)]}&");
    auto const credentials = text_.substr(value, value_end - value);
    // A challenge has parameters, and prose goes on in words.
    auto const equals = std::min(credentials.find('='), credentials.size());
    bool const is_padding = credentials.substr(equals).find_first_not_of('=') == std::string_view::npos;
    bool const is_challenge = equals < credentials.size() && (!is_padding || is_one_of(at(value_end), "\"'"));
    bool const has_digit = std::any_of(credentials.begin(), credentials.end(), is_ascii_digit);
    bool const is_word =
        !has_digit && equals == credentials.size() && (!is_bearer || credentials.size() < 16);
    if (!is_challenge && !is_word) add(value, value_end, SecretKind::authorization);
  }

  /// Whether only what quotes or lists a header stands before a name in its line.
  bool begins_line(std::size_t start) const {
    while (start > 0 && is_one_of(text_[start - 1], " \t<>*|\"'`+-"))
      --start;
    return start == 0 || text_[start - 1] == '\n' || text_[start - 1] == '\r';
  }
  /// The quotation mark before a place, with the escape before it: `"`, `\"`, `` `" `` or `^"`; or nothing.
  std::string_view mark_before(std::size_t place) const {
    if (place == 0 || !is_one_of(text_[place - 1], "\"'`")) return {};
    bool const escaped = place > 1 && is_one_of(text_[place - 2], "\\^");
    return text_.substr(place - (escaped ? 2 : 1), escaped ? 2 : 1);
  }
  std::string_view mark_at(std::size_t place) const {
    bool const escaped = is_one_of(at(place), "\\^") && is_one_of(at(place + 1), "\"'");
    if (!escaped && !is_one_of(at(place), "\"'`")) return {};
    return text_.substr(place, escaped ? 2 : 1);
  }
  std::size_t end_of_quote(std::size_t start, std::string_view mark) const {
    for (auto end = start; end < text_.size(); ++end) {
      if (text_.substr(end, mark.size()) == mark) return end;
      if (text_[end] == '\\' && mark.front() != '\\') ++end;
    }
    return text_.size();
  }

  /// In a URL's query or fragment, or in a form.
  void read_parameter(std::size_t start, std::size_t end) {
    if (at(end) == '=' && judge(text_.substr(start, end - start)) != Named::nothing)
      add(end + 1, until(end + 1, "&#; \t\r\n'\"`<>\\^,)"), SecretKind::parameter);
  }
  /// The same inside of another URL's query.
  void read_escaped_parameter(std::size_t start, std::size_t end) {
    bool const has_value = text_.substr(end, 3) == "%3D" || text_.substr(end, 3) == "%3d";
    if (has_value && judge(text_.substr(start, end - start)) != Named::nothing)
      add(end + 3, until(end + 3, "%&# \t\r\n'\"`<>\\"), SecretKind::parameter);
  }

  /// A name with its value in one of the ways in which headers, parameters and properties are written.
  void read_name(std::size_t start, std::size_t end, char before) {
    // What stands within a value that was read belongs to it.
    if (start < read_until_) return;
    auto name = text_.substr(start, end - start);
    if (name == "cookies" || name == "requestCookies" || name == "responseCookies")
      return read_cookie_list(end);
    if (name == "System.Net.Cookie") return read_powershell_cookie(end);
    if (name.front() == '-') {
      read_curl_option(name, end);
      start = skip(start, "-");
      name = text_.substr(start, end - start);
    }
    if (is_one_of(before, "?&#;") && at(end) == '=') return read_parameter(start, end);
    Named const named = judge(name);
    if (named == Named::nothing || named == Named::parameter_of_url) return;

    auto const mark = mark_before(start);
    bool const is_closed = !mark.empty() && text_.substr(end, mark.size()) == mark;
    bool const begins = begins_line(start);
    auto place = is_closed ? end + mark.size() : end;
    auto const separator = skip(place, " \t\r\n");
    bool const same_line =
        text_.substr(place, separator - place).find_first_of("\r\n") == std::string_view::npos;
    char const sign = at(separator);
    if (sign == ',' && is_closed) return read_pair(named, separator + 1);
    if ((sign == ':' || sign == '=') && (same_line || is_closed)) {
      place = separator + 1;
      if (at(place) == '>') ++place;
      auto const value = skip(place, is_closed ? " \t\r\n[(" : " \t[");
      auto const value_mark = mark_at(value);
      bool const in_quotes = !value_mark.empty() && (is_closed || mark.empty());
      if (in_quotes)
        return read_value(named, value + value_mark.size(),
                          end_of_quote(value + value_mark.size(), value_mark));
      if (is_closed) return;
      // `-H 'Cookie: a=b'`: the mark before the name closes behind the value.
      if (!mark.empty()) {
        auto const quoted = text_.substr(value, end_of_quote(value, mark) - value);
        return read_value(named, value, value + std::min(quoted.find_first_of("\r\n"), quoted.size()));
      }

      if (sign == '=' && named == Named::secret && value == separator + 1)
        return add(value, until(value, "&#; \t\r\n'\"`<>\\^,)"), SecretKind::parameter);
      bool const in_list = is_one_of(before, "[ ") && text_[place] == '[';
      if (in_list) return read_value(named, value, until(value, "]\r\n"));
      if (sign != ':' || !(begins || before == '{')) return;
      auto const line_end = until(value, "\r\n");
      if (value < line_end) return read_value(named, value, line_end);
      return read_next_line(named, line_end);
    }
    if (!begins || !mark.empty()) return;
    if (!same_line && named != Named::secret) return read_next_line(named, end);
    // `Cookie a=b`; in prose another word follows.
    bool const is_cookie = named == Named::cookie || named == Named::set_cookie;
    if (is_cookie && same_line && at(until(separator, "= \t\r\n\"'")) == '=')
      read_value(named, separator, until(separator, "\r\n"));
  }

  /// DevTools' panel puts a header's value on the line below its name.
  void read_next_line(Named named, std::size_t line_end) {
    auto const start = skip(line_end, "\r\n");
    auto const end = until(start, "\r\n");
    auto value = text_.substr(start, end - start);
    if (!value.empty() && value.back() == ':') value.remove_suffix(1);
    if (start - line_end <= 2 && !looks_like_header_name(value) && value.find(": ") == std::string_view::npos)
      read_value(named, start, end);
  }

  /// `"Cookie", "a=b"`, and `"name": "Cookie", "value": "a=b"`.
  void read_pair(Named named, std::size_t place) {
    place = skip(place, " \t\r\n");
    auto mark = mark_at(place);
    if (mark.empty()) return;
    auto start = place + mark.size();
    auto end = end_of_quote(start, mark);
    if (text_.substr(start, end - start) == "value") {
      place = skip(end + mark.size(), " \t\r\n:");
      mark = mark_at(place);
      if (mark.empty()) return;
      start = place + mark.size();
      end = end_of_quote(start, mark);
    } else if (looks_like_header_name(text_.substr(start, end - start))) {
      return;
    }
    read_value(named, start, end);
  }

  void read_value(Named named, std::size_t start, std::size_t end) {
    read_until_ = std::max(read_until_, end);
    if (is_one_of(at(end - 1), "^") && end > start) --end;
    switch (named) {
    case Named::cookie: return read_cookies(start, end);
    case Named::set_cookie: return read_cookies(start, until(start, ";", end));
    case Named::authorization: {
      // The scheme stays.
      auto const space = text_.substr(start, end - start).find(' ');
      auto const credentials = space == std::string_view::npos ? start : skip(start + space, " ");
      return add(credentials, end, SecretKind::authorization);
    }
    default: return add(start, end, SecretKind::header);
    }
  }

  /// Names stay, values go.
  void read_cookies(std::size_t start, std::size_t end) {
    while (start < end) {
      auto const next = until(start, ";", end);
      auto const equals = text_.substr(start, next - start).find('=');
      add(equals == std::string_view::npos ? skip(start, " ") : start + equals + 1, next, SecretKind::cookie);
      start = next + 1;
    }
  }

  /// A recording's list of cookies: every `value` in it.
  void read_cookie_list(std::size_t place) {
    place = skip(place, "\\\"' \t\r\n:");
    // Lists do not stand within one another.
    if (at(place) != '[' || place < list_end_) return;
    constexpr std::size_t longest_list = 64U << 10U;
    auto const list = text_.substr(place, longest_list);
    auto const end = std::min(list.find(']'), list.size());
    for (auto key = list.substr(0, end).find("value"); key < end;
         key = list.substr(0, end).find("value", key + 5)) {
      auto const value = skip(place + key + 5, "\\\"' \t:");
      auto const mark = mark_before(value);
      if (!mark.empty()) add(value, end_of_quote(value, mark), SecretKind::cookie);
    }
    list_end_ = place + end;
  }

  /// `-b 'a=b'`, `--cookie a=b`, `-u user:password`.
  void read_curl_option(std::string_view option, std::size_t end) {
    bool const is_cookie = option == "-b" || option == "--cookie";
    bool const is_user = option == "-u" || option == "--user";
    if ((!is_cookie && !is_user) || !has_curl_) return;
    auto value = skip(end, " =");
    auto const mark = mark_at(value);
    value += mark.size();
    auto const value_end = mark.empty() ? until(value, " \t\r\n") : end_of_quote(value, mark);
    bool const is_file =
        is_cookie && text_.substr(value, value_end - value).find('=') == std::string_view::npos;
    if (is_cookie && !is_file) read_value(Named::cookie, value, value_end);
    if (is_user) add(value, value_end, SecretKind::authorization);
  }

  void read_powershell_cookie(std::size_t place) {
    place = skip(place, "( ");
    for (int argument = 0; argument < 2; ++argument) {
      auto const mark = mark_at(place);
      if (mark.empty()) return;
      auto const end = end_of_quote(place + mark.size(), mark);
      if (argument == 1) add(place + mark.size(), end, SecretKind::cookie);
      place = skip(end + mark.size(), ", ");
    }
  }

  Redacted replaced() {
    // As they stand, the longest first of those that begin alike.
    stable_sort(
        secrets_, +[](Secret const& secret) { return ~secret.end; });
    stable_sort(
        secrets_, +[](Secret const& secret) { return secret.start; });
    Redacted result;
    std::size_t done = 0;
    for (Secret const& secret : secrets_) {
      if (secret.start < done) continue;
      result.text += text_.substr(done, secret.start - done);
      result.text += placeholder;
      done = secret.end;
      ++result.removed[static_cast<std::size_t>(secret.kind)];
    }
    result.text += text_.substr(done);
    return result;
  }

  std::string_view text_;
  bool has_curl_ = text_.find("curl") != std::string_view::npos;
  std::size_t read_until_ = 0; ///< the end of the last value
  std::size_t list_end_ = 0;   ///< of the last list of cookies
  std::size_t key_end_ = 0;    ///< of the last private key
  std::vector<Secret> secrets_;
};

} // namespace

Redacted redact(std::string_view text) { return Redactor(text).run(); }

} // namespace whycors
