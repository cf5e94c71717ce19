#include <algorithm>
#include <array>

#include "header_names.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

/// Whether one of the alternatives, parted by `|`, stands in the text.
bool has_any(std::string_view lower, std::string_view alternatives) {
  for (;;) {
    auto const bar = std::min(alternatives.find('|'), alternatives.size());
    if (lower.find(alternatives.substr(0, bar)) != std::string_view::npos) return true;
    if (bar == alternatives.size()) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

constexpr std::string_view lacks =
    " not |n't | no |missing|lack|without|absent|never|empty|undefined|null|stripped|nothing";
constexpr std::string_view preflight = "preflight|pre-flight|options";

/// A cause as people describe it: every group has a word in the sentence.
struct Wording {
  std::string_view cause;
  std::array<std::string_view, 3> groups; ///< alternatives are parted by `|`; an empty one always holds
};

// The first that holds is taken, so what is more particular stands above.
constexpr auto wordings = std::to_array<Wording>({
    {"redirect-to-login",
     {"redirect|302", "login|log in|sign in|signin|sign-in| cas | sso|oauth|identity provider|authorize",
      ""}},
    {"preflight-redirect", {preflight, "redirect", ""}},
    {"origin-null-file", {"file://|file: |double-click|open the html|opening the html", "cors|origin", ""}},
    {"canvas-tainted-no-crossorigin",
     {"canvas", "todataurl|getimagedata|toblob|taint", "taint|cross-origin|cors|insecure"}},
    {"cookie-samesite-not-cors", {"cookie", "samesite|same-site", ""}},
    {"cookie-samesite-not-cors",
     {"cookie",
      "not sent|n't sent|not being s|never sent|not set|n't set|not stored|n't stored|not saved|not included",
      "cross|cors|credentials"}},
    {"acao-multiple",
     {"allow-origin|cors header", "twice|duplicat|two times|doubled| two |both nginx|multiple values", ""}},
    {"cached-response-vary-origin",
     {"cach|hard reload|hard refresh", "cors|allow-origin",
      "sometimes|intermittent|disable cache|first|clear|reload|refresh"}},
    {"acac-missing", {"allow-credentials", lacks, ""}},
    {"acao-missing", {"allow-origin", lacks, ""}},
});

/// A status of failure that stands at the beginning of the text, and is no part of a longer number.
std::uint16_t error_status_at(std::string_view text) {
  bool const is_status = text.size() >= 3 && (text[0] == '3' || text[0] == '4' || text[0] == '5') &&
                         is_ascii_digit(text[1]) && is_ascii_digit(text[2]) &&
                         (text.size() == 3 || (!is_ascii_digit(text[3]) && text[3] != '.' && text[3] != ':'));
  return is_status
             ? static_cast<std::uint16_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'))
             : 0;
}

class ProseReader {
 public:
  explicit ProseReader(Transcript& transcript) : transcript_(transcript) {}

  /// `about_statuses`: only what names the status of a response is taken.
  bool read(bool about_statuses) {
    std::string_view const text = transcript_.text.substr(0, longest_prose);
    speaks_of_cors_ = has_any(byte_lowercase(text), "cors|cross-origin|cross origin");
    for (std::size_t start = 0; start < text.size();) {
      std::size_t end = start;
      while (end < text.size() && !ends_sentence(text, end))
        ++end;
      auto const sentence = text.substr(start, end - start);
      std::string const lower = byte_lowercase(sentence);
      if (status(sentence, lower)) return true;
      if (!about_statuses && (unexposed(sentence, lower) || described(sentence, lower))) return true;
      start = end + 1;
    }
    return false;
  }

 private:
  static constexpr std::size_t longest_prose = 20000;

  static bool ends_sentence(std::string_view text, std::size_t at) {
    bool const stop = text[at] == '.' || text[at] == '!' || text[at] == '?';
    return (stop && (at + 1 == text.size() || is_http_whitespace(text[at + 1]))) ||
           text.substr(at, 2) == "\n\n";
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
    bool const of_preflight = has_any(lower, preflight);
    bool const of_error =
        has_any(lower, "error|cors|access-control") ||
        (speaks_of_cors_ && has_any(lower, "bad gateway|gateway time|too large|internal server|"
                                           "service unavailable|unauthorized|forbidden"));
    bool const answers = has_any(lower, "return|status|error|answer|respon|got|get|with|forbidden|not found|"
                                        "unauthorized|too large|gateway|unavailable");
    if ((!of_preflight && !of_error) || !answers || has_any(lower, "websocket")) return false;
    for (std::size_t at = 0; at + 3 <= sentence.size(); ++at) {
      bool const begins =
          at == 0 || std::string_view(" `(\"'\n").find(sentence[at - 1]) != std::string_view::npos;
      auto const status = begins ? error_status_at(sentence.substr(at)) : std::uint16_t{0};
      if (status < 300 || status > 599) continue;
      auto const digits = sentence.substr(at, 3);
      if (of_preflight && status < 400)
        tell("preflight-redirect", {}, digits, status, true);
      else if (of_preflight)
        tell(status == 401 ? "preflight-auth" : "preflight-status", digits, digits, status, true);
      else if (status >= 400)
        tell("error-response-without-cors", digits, digits, status);
      else
        continue;
      return true;
    }
    return false;
  }

  /// "I can't read the header X-Total-Count": a header that only a response has, and nobody needs for CORS.
  bool unexposed(std::string_view sentence, std::string_view lower) {
    if (!has_any(lower, "header") || !has_any(lower, lacks)) return false;
    for (std::size_t at = 0; at < sentence.size();) {
      std::size_t end = at;
      while (end < sentence.size() &&
             (is_ascii_alpha(sentence[end]) || is_ascii_digit(sentence[end]) || sentence[end] == '-'))
        ++end;
      auto const word = sentence.substr(at, end - at);
      at = end + 1;
      if (word.find('-') == std::string_view::npos || starts_with_ignoring_case(word, "access-") ||
          starts_with_ignoring_case(word, "content-type") ||
          starts_with_ignoring_case(word, "content-security"))
        continue;
      bool const is_readable_wish =
          direction_of(word) == Direction::response || starts_with_ignoring_case(word, "x-");
      bool const by_script =
          has_any(lower, "headers.get|getresponseheader|response.headers|res.headers|expose|axios|"
                         "read|access the|null|undefined|contain|include");
      if (!is_readable_wish || !by_script || word.starts_with("Set-") ||
          has_any(lower, "request header|options|preflight"))
        continue;
      tell("exposed-header-missing", transcript_.pasted.store.keep(byte_lowercase(word)), word);
      return true;
    }
    return false;
  }

  bool described(std::string_view sentence, std::string_view lower) {
    for (Wording const& wording : wordings) {
      bool const holds = std::all_of(wording.groups.begin(), wording.groups.end(),
                                     [&](std::string_view group) { return has_any(lower, group); });
      if (!holds) continue;
      tell(wording.cause, {}, trim(sentence, is_http_whitespace));
      return true;
    }
    return false;
  }

  Transcript& transcript_;
  bool speaks_of_cors_ = false;
};

bool is_of_settings(ConsoleMessage const& message) {
  return message.engines.empty() &&
         (message.cause.starts_with("config-") || message.cause.starts_with("nginx-"));
}
bool tells_no_cause(ConsoleMessage const& message) {
  return message.cause.starts_with("advice-") || message.cause == "insufficient-input" ||
         message.cause == "reflects-any-origin-with-credentials" || message.cause == "origin-match-too-loose";
}

/// The words between what other formats have taken. They are believed only where nothing else tells a cause.
bool take(Transcript& transcript) {
  auto const& console = transcript.pasted.clues.console;
  bool const is_told = std::any_of(console.begin(), console.end(), [](ConsoleMessage const& message) {
    return !tells_no_cause(message) && !is_of_settings(message);
  });
  bool const is_seen =
      std::any_of(transcript.messages.begin(), transcript.messages.end(), [](Message const& message) {
        return message.kind != Message::Kind::request &&
               (message.status != 0 || message.headers.contains(names::access_control_allow_origin));
      });
  if (is_told || is_seen) return false;
  return ProseReader(transcript).read(!console.empty());
}

} // namespace

extern Format const prose;
constinit Format const prose{"prose", "a description in words", take};

} // namespace whycors::paste
