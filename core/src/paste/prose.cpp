#include <algorithm>
#include <array>
#include <utility>

#include "base/comma_list.hpp"
#include "console.hpp"
#include "header_names.hpp"
#include "messages.hpp"

namespace whycors::paste {

bool has_any(std::string_view lower, std::string_view alternatives) {
  for (;;) {
    auto const bar = std::min(alternatives.find('|'), alternatives.size());
    if (lower.find(alternatives.substr(0, bar)) != std::string_view::npos) return true;
    if (bar == alternatives.size()) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

namespace {

constexpr std::string_view lacks =
    " not | not.| not,|n't | no "
    "|missing|lack|without|absent|never|empty|undefined|null|stripped|nothing|doesnt |"
    "dont |didnt |isnt |wasnt |cannot | lost|omitted|"
    // and in other languages
    "não |nicht |no puedo |no se puede | pas "
    "|falta|fehlt|manque|ausente|отсутств|没有|缺少|缺失|ありません|없";
constexpr std::string_view fails = "fail|block|break|reject|error|refus|denied|not work|n't work|n't load";

} // namespace

bool speaks_of_preflight(std::string_view lower) {
  if (has_any(lower, "preflight|pre-flight|prefligh")) return true;
  constexpr std::string_view options = "options";
  for (auto at = lower.find(options); at != std::string_view::npos; at = lower.find(options, at + 1)) {
    bool const listed = (at > 1 && lower[at - 2] == ',') || (at > 0 && lower[at - 1] == ',') ||
                        lower.substr(at + options.size(), 1) == ",";
    if (!listed) return true;
  }
  return false;
}

namespace {

/// A cause as people describe it: every group has a word in the sentence.
struct Wording {
  std::string_view cause;
  /// Alternatives are parted by `|`; an empty one always holds.
  std::array<std::string_view, 3> groups;
  std::string_view anywhere = {};  ///< one more group, for the whole text
  bool explains_a_symptom = false; ///< so plain that it is believed beside a console's sentence
};

// The first that holds is taken, so what is more particular stands above.
constexpr auto wordings = std::to_array<Wording>({
    {"redirect-to-login",
     {"redirect|302", "login|log in|sign in|signin|sign-in| cas | sso|oauth|identity provider|authorize",
      ""}},
    {"preflight-redirect", {"preflight|pre-flight|options", "redirect", ""}},
    {"origin-null-file", {"file://|file: |double-click|open the html|opening the html", "cors|origin", ""}},
    {"origin-null-file",
     {".htm", "run |open|load", ""},
     "origin null|origin 'null'|origin \"null\"|origin is null",
     true},
    {"canvas-tainted-no-crossorigin",
     {"canvas", "todataurl|getimagedata|toblob|taint", "taint|cross-origin|cors|insecure"}},
    {"config-s3-no-matching-rule", {"allowedorigins", "", ""}, "amazonaws.com|digitaloceanspaces", true},
    {"preflight-cache-too-short",
     {"preflight|options", "cach",
      "less load|latency|overhead|round trip|each request|every request|each call|every call|twice"}},
    {"cached-response-vary-origin",
     {"unless |only works |works with|works when|works if|works after|first load|first time",
      "disable cache|disable the cache|disabling the cache|hard reload|hard refresh|clear the cache|"
      "clearing the cache",
      ""},
     {},
     true},
    {"cached-response-vary-origin",
     {"cach", "origin", "poison|keying|keyed|not key| vary|other origin|another origin|wrong origin"},
     {},
     true},
    // Firefox says no more of a canvas that is read.
    {"canvas-tainted-no-crossorigin",
     {"operation is insecure", "", ""},
     "getimagedata|todataurl|toblob|teximage2d"},
    {"cookie-samesite-not-cors", {"cookie", "samesite|same-site", ""}},
    {"cookie-samesite-not-cors",
     {"cookie",
      "not sent|n't sent|not being s|never sent|not set|n't set|not stored|n't stored|not saved|not included|"
      "not getting s|n't get s|not get s|is missing|are missing|unable to send",
      ""},
     "cross-site|cross-origin|cross domain|cors|credentials"},
    {"acao-multiple",
     {"allow-origin|cors header", "twice|duplicat|two times|doubled| two |both nginx|multiple values", ""}},
    {"cached-response-vary-origin",
     {"cach|hard reload|hard refresh",
      "sometimes|intermittent|disable cache|disable the cache|first|second|clear|reload|refresh|from the "
      "cache|"
      "from cache|only one of|whichever|other origin|different origin|multiple origins",
      ""},
     "cors|allow-origin"},
    {"cached-response-vary-origin", {"vary", "must set|should set|missing|not set|without", ""}, "cach"},
    {"origin-stripped-by-proxy",
     {" origin header|`origin` header|header origin", "proxy|nginx|gateway|upstream|backend|cloudfront",
      "strip|remov|drop|never reaches|not forwarded|n't forward|does not reach|n't reach|not passed"}},
    {"not-a-preflight-test",
     {"postman|insomnia|curl", "options| option request", "405|404|not allowed|not found"}},
    {"network-error-not-cors", {"network request failed", "", ""}, "react native|react-native|expo"},
    {"corp-block",
     {"cross-origin-resource-policy", "same-origin|same-site", ""},
     "image|font|video|script|load"},
    {"mixed-content", {"mixed content|mixed-content", "https|block", ""}},
    {"config-middleware-order",
     {"cors()) after |cors()) below |cors())` after |cors() after |cors() below |cors()` after "
      "|cors middleware after |cors middleware below ",
      "route|auth|endpoint|app.use(", ""}},
    // Firefox's `Status code: (null)`, with the rest of the sentence left out.
    {"network-error-not-cors",
     {": (null)|：(null)", "cod|digo de |kod |од сост|コード|码|碼|코드", ""},
     "cors"},
    {"actual-response-missing-acao",
     {"despite|even though", "preflight|pre-flight|options", "cors header|allow-origin"}},
    {"csp-connect-src",
     {"content security policy|content-security-policy|csp", "connect-src|default-src", ""}},
    {"error-response-without-cors",
     {"allow-origin|alloworigin|cors header|cors-header", lacks,
      "error response|other than 200|non-200|non-2xx|on error|an error is|exception|4xx|5xx|error handler|"
      "unhandled|status codes other|response that fail|request fails|failed request"}},
    {"acao-invalid-value", {"allow-origin|allowed origin", "trailing slash|ends with a slash", ""}},
    {"actual-response-missing-acao",
     {" post| put| delete| patch| get |actual re|actual call|real request", "header", lacks},
     "preflight|pre-flight|options"},
    {"acao-missing",
     {"preflight|pre-flight", "access-control-allow|access-control-*|access-control-[", lacks}},
    {"acao-wildcard-with-credentials",
     {"allow-origin: *|allow-origin:*|allow-origin to *|allow-origin is *|allow-origin=*|allow-origin *|"
      "allow-origin header to *|wildcard|origin: '*'|origin: \"*\"|allow-origin', '*'|allow-origin\", \"*\"",
      "", ""},
     "credentials: 'include'|credentials: \"include\"|credentials:'include'|withcredentials: true|"
     "withcredentials:true|withcredentials = true|withcredentials=true"},
    {"acac-missing", {"allow-credentials", lacks, ""}},
    {"acao-missing", {"allow-origin", lacks, ""}},
});

/// A status of failure that stands at the beginning of the text, and is no part of a longer number.
std::uint16_t error_status_at(std::string_view text) {
  auto const unit = byte_lowercase(text.substr(std::min<std::size_t>(3, text.size()), 3));
  for (std::string_view const one : {" ms", " kb", " mb", "ms", "kb", "mb", "px", "%"})
    if (unit.starts_with(one)) return 0;
  bool const is_status =
      text.size() >= 3 && (text[0] == '3' || text[0] == '4' || text[0] == '5') && is_ascii_digit(text[1]) &&
      is_ascii_digit(text[2]) &&
      (text.size() == 3 || (!is_ascii_digit(text[3]) && text[3] != '.' && text[3] != ':') ||
       (!is_ascii_digit(text[3]) && (text.size() == 4 || !is_ascii_digit(text[4]))));
  return is_status
             ? static_cast<std::uint16_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'))
             : 0;
}

class ProseReader {
 public:
  explicit ProseReader(Transcript& transcript) : transcript_(transcript) {
    all_ = byte_lowercase(transcript.text.substr(0, longest_prose));
    words_ = all_;
    for (std::size_t i = 0; i < transcript.lines.size() && transcript.lines[i].span.end <= words_.size(); ++i)
      if (transcript.taken[i]) leave_out(transcript.lines[i].span);
    for (Message const& message : transcript.messages) {
      leave_out(message.start_span);
      for (Header const& row : message.headers)
        leave_out({row.name_span.start, std::max(row.name_span.end, row.value_span.end)});
      asks_preflight_ |= message.kind != Message::Kind::response &&
                         message.headers.contains(names::access_control_request_method);
    }
  }

  /// What the words tell, the status of a response before all else.
  bool read_all() {
    return compare_lists() || read(&ProseReader::status) || read(&ProseReader::told_of_a_header) ||
           read(&ProseReader::described) || unread_in_code();
  }
  /// What lies behind a symptom.
  bool read_explanations() { return read(&ProseReader::status) || read(&ProseReader::explained); }
  /// What lies behind a header of another origin.
  bool read_explanations_of_mismatch() { return read(&ProseReader::explained); }
  /// What headers that pass do not tell.
  bool read_unexposed() {
    return read(&ProseReader::wanted) || read(&ProseReader::unexposed) || unread_in_code();
  }

 private:
  static constexpr std::size_t longest_prose = 20000;
  using Part = bool (ProseReader::*)(std::string_view sentence, std::string_view lower);

  /// Sentence by sentence, until one tells.
  bool read(Part part) {
    std::string_view const text = words_;
    for (std::size_t start = 0; start < text.size();) {
      // What other formats have taken, above all.
      if (text[start] == '\n') {
        ++start;
        continue;
      }
      std::size_t end = start;
      while (end < text.size() && !ends_sentence(text, end))
        ++end;
      // With what ends it, so that a last word is a whole one.
      auto const length = std::min(end + 1, text.size()) - start;
      if ((this->*part)(transcript_.text.substr(start, length), text.substr(start, length))) return true;
      start = end + 1;
    }
    return false;
  }

  void leave_out(Span span) {
    for (std::size_t at = span.start; at < span.end && at < words_.size(); ++at)
      words_[at] = '\n';
  }

  static bool ends_sentence(std::string_view text, std::size_t at) {
    bool const stop = text[at] == '.' || text[at] == '!' || text[at] == '?';
    auto const next = text.substr(at, 2);
    return (stop && (at + 1 == text.size() || is_http_whitespace(text[at + 1]))) || next == "\n\n" ||
           next == "\n\r" || next == "\n|" || next == "\n-" || next == "\n*";
  }

  void tell(std::string_view cause, std::string_view parameter, std::string_view evidence,
            std::uint16_t status = 0, bool in_preflight = false) {
    ConsoleMessage message;
    message.cause = cause;
    message.parameter = parameter;
    message.status = status;
    message.in_preflight = in_preflight;
    message.span = span_of(transcript_.text, evidence);
    transcript_.pasted.clues.console.push_back(message);
  }

  /// "the OPTIONS request returns 404", "a 413 error shows as CORS".
  bool status(std::string_view sentence, std::string_view lower) {
    // axios says so of an answer that script could read.
    if (has_any(lower, "request failed with status code")) return false;
    bool const spoke = std::exchange(spoke_of_preflight_, speaks_of_preflight(lower));
    bool const names_the_call = has_any(lower, "get |post |put |patch |delete ");
    bool const of_preflight = spoke_of_preflight_ || (spoke && !names_the_call) || asks_preflight_ ||
                              fails_in_preflight(transcript_.pasted.clues);
    bool const of_error =
        has_any(lower, "error|cors|access-control") ||
        (has_any(all_, "cors|cross-origin|cross origin|origin:") &&
         has_any(lower, "bad gateway|gateway time|too large|internal server|"
                        "service unavailable|unauthorized|forbidden|got |get |gets |return|respon|status"));
    bool const answers = has_any(lower, "return|status|error|answer|respon|got|get|with|forbidden|not found|"
                                        "unauthorized|too large|gateway|unavailable|bad request|not allowed|"
                                        // and in other languages
                                        "devuelve|retorna|renvoie|liefert|отве|返|报|응답");
    if ((!of_preflight && !of_error) || !answers || has_any(lower, "websocket|source map|favicon"))
      return false;
    for (std::size_t at = 0; at + 3 <= sentence.size(); ++at) {
      bool const begins = at == 0 || static_cast<unsigned char>(lower[at - 1]) >= 0x80 ||
                          std::string_view(" `(\"'[*\n").find(lower[at - 1]) != std::string_view::npos;
      auto const status = begins ? error_status_at(lower.substr(at)) : std::uint16_t{0};
      if (status < 300 || status > 599) continue;
      auto const digits = sentence.substr(at, 3);
      // No page gets a 405 more often than by its preflight.
      bool const to_preflight =
          of_preflight || (status == 405 && !names_the_call && speaks_of_preflight(all_));
      if (to_preflight && status < 400)
        tell("preflight-redirect", {}, digits, status, true);
      else if (to_preflight)
        tell(status == 401 ? "preflight-auth" : "preflight-status", digits, digits, status, true);
      else if (status >= 400)
        tell("error-response-without-cors", digits, digits, status);
      else
        continue;
      return true;
    }
    return false;
  }

  static bool is_of_name(char byte) { return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '-'; }

  /// What stands behind `name:` in the words, to the end of its line or of the code that it is set as.
  std::string_view told_value(std::string_view name) const {
    auto const at = words_.find(name);
    if (at == std::string::npos || at + name.size() >= words_.size() || words_[at + name.size()] != ':')
      return {};
    auto const start = at + name.size() + 1;
    auto const end = std::min(words_.find_first_of("`\n", start), words_.size());
    return transcript_.text.substr(start, end - start);
  }

  /// "it asks for `Access-Control-Request-Headers: a, b`, and the server replies
  /// `Access-Control-Allow-Headers: a`": the first header, in the order of bytes, that is asked for and not
  /// allowed.
  bool compare_lists() {
    auto const asked = told_value(names::access_control_request_headers);
    auto const allowed = told_value(names::access_control_allow_headers);
    if (asked.empty() || allowed.empty()) return false;
    std::string_view first;
    for (std::string_view const name : CommaList(asked)) {
      bool is_listed = !is_token(name);
      for (std::string_view const one : CommaList(allowed))
        is_listed |= one == "*" || byte_case_insensitive_match(one, name);
      if (!is_listed && (first.empty() || byte_lowercase(name) < byte_lowercase(first))) first = name;
    }
    return !first.empty() && tell_of_header("acah-missing-header", first);
  }

  /// The next word of letters, digits and hyphens that may be a header's name.
  static std::string_view next_name(std::string_view sentence, std::size_t& at) {
    while (at < sentence.size()) {
      std::size_t end = at;
      while (end < sentence.size() && is_of_name(sentence[end]))
        ++end;
      auto const word = sentence.substr(at, end - at);
      at = end + 1;
      if (!word.empty() && !starts_with_ignoring_case(word, "access-")) return word;
    }
    return {};
  }

  bool tell_of_header(std::string_view cause, std::string_view name) {
    tell(cause, transcript_.pasted.store.keep(byte_lowercase(name)), name);
    return true;
  }

  static constexpr std::string_view beside_reading = "request header|options|preflight|allow-headers";

  /// "I try to access `Link`": a header that an answer in the paste has, and does not expose.
  bool wanted(std::string_view sentence, std::string_view lower) {
    if (!has_any(lower,
                 "access | read| get |get:|getting| see|available|undefined|null|expose|retriev|visible") ||
        has_any(lower, beside_reading))
      return false;
    for (Message const& message : transcript_.messages) {
      if (message.kind == Message::Kind::request ||
          !message.headers.contains(names::access_control_allow_origin))
        continue;
      for (Header const& row : message.headers) {
        std::string const name = byte_lowercase(row.name);
        // What people read, and not what servers add for others.
        bool const is_wished_for = direction_of(name) != Direction::response ||
                                   has_any(name, "content-disposition|etag|location|retry-after");
        if (!is_wished_for || script_reads(message.headers, name)) continue;
        for (auto at = lower.find(name); at != std::string_view::npos; at = lower.find(name, at + 1)) {
          auto const behind = lower.substr(at + name.size(), 8);
          char const before = at > 0 ? lower[at - 1] : ' ';
          // Some names are words of everyday.
          bool const is_marked = name.find('-') != std::string::npos ||
                                 std::string_view("`'\"*").find(before) != std::string_view::npos ||
                                 behind.starts_with(" header") || behind.starts_with(" field");
          if (is_marked && !is_of_name(before) && (behind.empty() || !is_of_name(behind.front())))
            return tell_of_header("exposed-header-missing", sentence.substr(at, name.size()));
        }
      }
    }
    return false;
  }

  /// "I can't read the header X-Total-Count": a header that only a response has, and nobody needs for CORS.
  bool unexposed(std::string_view sentence, std::string_view lower) {
    if (!has_any(lower, "header|content-disposition") || !has_any(lower, lacks) ||
        !has_any(lower, "headers.get|getresponseheader|response.headers|res.headers|expose|axios|read|"
                        "access the|null|undefined|contain|include| lost|exists in|present in") ||
        has_any(lower, beside_reading))
      return false;
    for (std::size_t at = 0; at < sentence.size();) {
      auto const word = next_name(sentence, at);
      if (word.empty()) break;
      auto const start = static_cast<std::size_t>(word.data() - sentence.data());
      // `the "total" header`
      bool const is_named =
          start > 0 &&
          (sentence[start - 1] == '"' || sentence[start - 1] == '\'' || sentence[start - 1] == '`') &&
          lower.find(" header", start) == start + word.size() + 1;
      bool const is_readable_wish =
          direction_of(word) == Direction::response || starts_with_ignoring_case(word, "x-");
      if ((is_named || (is_readable_wish && word.find('-') != std::string_view::npos)) &&
          !word.starts_with("Set-") && !starts_with_ignoring_case(word, "x-xsrf") &&
          !starts_with_ignoring_case(word, "x-csrf") &&
          !starts_with_ignoring_case(word, "content-security") && lower[start] != '\n')
        return tell_of_header("exposed-header-missing", word);
    }
    return false;
  }

  /// `headers.get('X-Total-Count') // null`: code that asks for a header, where something comes out as
  /// nothing.
  bool unread_in_code() {
    if (!has_any(all_, "null|undefined|not accessible|missing|empty")) return false;
    for (std::string_view const call :
         {"headers.get(", "getresponseheader(", "response.headers[", "res.headers[", "r.headers["})
      for (auto at = all_.find(call); at != std::string::npos; at = all_.find(call, at + 1)) {
        std::size_t start = at + call.size();
        if (start + 1 >= all_.size() || (all_[start] != '\'' && all_[start] != '"')) continue;
        auto const name = next_name(all_, ++start);
        if (name.empty() || is_safelisted(name) || direction_of(name) == Direction::request) continue;
        return tell_of_header(
            "exposed-header-missing",
            transcript_.text.substr(static_cast<std::size_t>(name.data() - all_.data()), name.size()));
      }
    return false;
  }

  /// Whether script sends such a header and people do not use its name as a word.
  static bool is_of_request(std::string_view name) {
    for (std::string_view const word :
         {"origin", "host", "accept", "cookie", "te", "expect", "range", "authority"})
      if (name == word) return false;
    return direction_of(name) == Direction::request || name == "content-type" || name.starts_with("x-") ||
           name.starts_with("request-");
  }

  /// "the server does not allow the header X-Token", "it adds the baggage header, which CORS blocks": a
  /// header that only a request has.
  bool refused_header(std::string_view sentence, std::string_view lower) {
    bool const of_lists =
        has_any(lower, "allow-headers|preflight|options|cors|request header|blocks|blocked");
    bool const is_refused = has_any(lower, "allow|permit|accept|whitelist| in `") && has_any(lower, lacks);
    bool const is_added = has_any(lower, "header") && has_any(lower, "add|send|attach|inject|includ|using") &&
                          has_any(lower, fails);
    if (!of_lists || (!is_refused && !is_added)) return false;
    std::string_view found;
    for (std::size_t at = 0; at < sentence.size();) {
      auto const word = next_name(lower, at);
      if (is_of_request(word)) found = word;
    }
    if (found.empty()) return false;
    return tell_of_header(
        "acah-missing-header",
        sentence.substr(static_cast<std::size_t>(found.data() - lower.data()), found.size()));
  }

  /// "PATCH is missing in Access-Control-Allow-Methods".
  bool refused_method(std::string_view sentence, std::string_view lower) {
    if (!has_any(lower, "allow-methods|allowed methods|preflight|cors") ||
        !(has_any(lower, lacks) || has_any(lower, fails)))
      return false;
    bool const of_lists = has_any(lower, "allow-methods|allowed methods|method");
    for (std::string_view const method : {"PATCH", "PUT", "DELETE"}) {
      auto const at = sentence.find(method);
      bool const is_word =
          at != std::string_view::npos && (at == 0 || !is_ascii_alpha(sentence[at - 1])) &&
          (at + method.size() == sentence.size() || !is_ascii_alpha(sentence[at + method.size()]));
      if (!of_lists || !is_word) continue;
      // As fetch() sends it where code has it in lower case.
      if (has_any(sentence, "\"patch\"|'patch'|`patch`|= patch|: patch"))
        tell("acam-method-case", "patch", sentence.substr(at, method.size()));
      else
        tell("acam-missing-method", method, sentence.substr(at, method.size()));
      return true;
    }
    return false;
  }

  /// "nginx strips the header `access_token`": one whose name it takes for invalid.
  bool dropped_header(std::string_view sentence, std::string_view lower) {
    if (!has_any(all_, "nginx") || !has_any(lower, "header") ||
        !has_any(lower, "strip|drop|remov|lost|missing|forwarded|not passed|n't pass|not reach"))
      return false;
    constexpr std::string_view quotes = "\"'`";
    for (auto at = lower.find('_'); at != std::string_view::npos; at = lower.find('_', at + 1)) {
      auto const start = lower.find_last_of(quotes, at) + 1;
      auto const name = lower.substr(start, lower.find_first_of(quotes, at) - start);
      if (start == 0 || !is_token(name) || has_any(name, "proxy_|header|http_")) continue;
      return tell_of_header("request-header-dropped", sentence.substr(start, name.size()));
    }
    return false;
  }

  bool told_of_a_header(std::string_view sentence, std::string_view lower) {
    return dropped_header(sentence, lower) || unexposed(sentence, lower) || refused_method(sentence, lower) ||
           refused_header(sentence, lower);
  }

  bool described(std::string_view sentence, std::string_view lower) {
    return is_described(sentence, lower, false);
  }
  bool explained(std::string_view sentence, std::string_view lower) {
    return is_described(sentence, lower, true);
  }
  bool is_described(std::string_view sentence, std::string_view lower, bool beside_a_symptom) {
    for (Wording const& wording : wordings) {
      if (beside_a_symptom && !wording.explains_a_symptom) continue;
      bool const holds = std::all_of(wording.groups.begin(), wording.groups.end(),
                                     [&](std::string_view group) { return has_any(lower, group); });
      if (!holds || !has_any(all_, wording.anywhere)) continue;
      tell(wording.cause, {}, trim(sentence, is_http_whitespace));
      return true;
    }
    return false;
  }

  Transcript& transcript_;
  bool asks_preflight_ = false;     ///< the paste has the request of a preflight
  bool spoke_of_preflight_ = false; ///< the sentence before did
  std::string all_;                 ///< in lower case
  std::string words_;               ///< the same without the lines of other formats
};

bool tells_no_cause(ConsoleMessage const& message) {
  return message.cause.starts_with("advice-") || message.cause == "insufficient-input" ||
         message.cause == "reflects-any-origin-with-credentials" || message.cause == "origin-match-too-loose";
}

/// A sentence behind which the status of a response may stand, which the words around it can tell.
bool is_symptom(ConsoleMessage const& message) {
  return message.status == 0 && (message.cause == "acao-missing" || message.cause == "preflight-status");
}

/// The words between what other formats have taken. They are believed only where nothing else tells a cause.
bool take(Transcript& transcript) {
  auto const& console = transcript.pasted.clues.console;
  auto const is_mismatch = [](ConsoleMessage const& message) { return message.cause == "acao-mismatch"; };
  bool const is_told = std::any_of(console.begin(), console.end(), [&](ConsoleMessage const& message) {
    return !tells_no_cause(message) && !message.is_of_settings && !is_symptom(message) &&
           !is_mismatch(message);
  });
  bool const is_seen =
      std::any_of(transcript.messages.begin(), transcript.messages.end(), [&](Message const& message) {
        return message.kind != Message::Kind::request && message.ignored.empty() &&
               (message.status != 0 || (message.headers.contains(names::access_control_allow_origin) &&
                                        !is_of_settings(transcript.text, message.headers)));
      });
  if (is_told) return false;
  ProseReader reader(transcript);
  if (is_seen) return console.empty() && reader.read_unexposed();
  bool const is_silent = std::all_of(console.begin(), console.end(), tells_no_cause);
  if (is_silent) return reader.read_all();
  return std::any_of(console.begin(), console.end(), is_mismatch) ? reader.read_explanations_of_mismatch()
                                                                  : reader.read_explanations();
}

} // namespace

extern Format const prose;
constinit Format const prose{"prose", "a description in words", take};

} // namespace whycors::paste
