#include "localized_console.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/bytes.hpp"

namespace whycors::paste {

namespace {

// From the `security.properties` of Firefox's localizations (dom/chrome/security). All of them keep the word
// CORS, the names of headers, and what stands between quotation marks; these few words tell the rest.
constexpr auto openings = std::to_array<std::string_view>({
    "resource at",                   // back into English, in somebody's own words
    "resource located at",           // the same
    "externen Ressource auf",        // de
    "ressource distante située sur", // fr
    "recurso remoto en",             // es
    "recursos remotos en",           // es
    "recurso remoto em",             // pt
    "risorsa remota da",             // it
    "externe bron op",               // nl
    "zdalnych zasobów z",            // pl
    "ресурса на",                    // ru
    "同一生成元ポリシーにより、",    // ja
    "同源策略禁止读取位于",          // zh-CN
    "同源政策不允許讀取",            // zh-TW
    "동일 출처 정책으로 인해",       // ko
});

constexpr std::initializer_list<char const*> several = {"nur ein",  "plusieurs", "ltipl", "vários",
                                                        "нескольк", "meerdere",  "wiele", "多个",
                                                        "多個",     "複数",      "여러"};
constexpr std::initializer_list<char const*> preflight = {
    "preflight", "pré-v", "previa", "respuesta cors", "предварит", "预检", "預檢", "プリフライト", "사전"};
constexpr std::initializer_list<char const*> channel = {"canal", "kana", "канал", "通道", "チャン", "채널"};
constexpr std::initializer_list<char const*> redirect = {
    "weiterleitung", "redirec", "omleiding", "перенаправл", "重定向", "重導", "リダイレクト", "리다이렉트"};

constexpr std::string_view allow = "access-control-allow-";

bool names_any(std::string_view lower, std::initializer_list<char const*> words) {
  for (std::string_view const word : words)
    if (lower.find(word) != std::string_view::npos) return true;
  return false;
}

bool is_quote(char byte) { return byte == '\'' || byte == '"'; }

/// What stands between quotation marks, a word or a list of them, and is no name of a header of CORS. French
/// puts spaces beside them, and its apostrophes stand behind letters.
std::string_view quoted(std::string_view reason) {
  for (std::size_t i = 0; i < reason.size(); ++i) {
    if (!is_quote(reason[i]) || (i > 0 && is_ascii_alpha(reason[i - 1]))) continue;
    std::size_t const start = i + 1 < reason.size() && reason[i + 1] == ' ' ? i + 2 : i + 1;
    std::size_t end = start;
    while (end < reason.size() && !is_quote(reason[end]) && (reason[end] != ' ' || reason[end - 1] == ','))
      ++end;
    std::size_t const close = end < reason.size() && reason[end] == ' ' ? end + 1 : end;
    if (end == start || close >= reason.size() || !is_quote(reason[close])) continue;
    auto const word = reason.substr(start, end - start);
    i = close;
    if (!starts_with_ignoring_case(word, allow) && word != "CORS") return word;
  }
  return {};
}

void explain(std::string_view reason, LocalizedMessage& message) {
  std::string const lower = byte_lowercase(reason);
  auto const names = [&](std::string_view header) { return lower.find(header) != std::string::npos; };
  std::string_view const value = quoted(reason);
  if (names("access-control-allow-headers")) {
    // An element that is no token is a fault of the list.
    message.cause = value == "*"      ? "authorization-under-wildcard"
                    : is_token(value) ? "acah-missing-header"
                                      : "acah-unparsable";
    message.header = is_token(value) && value != "*" ? value : std::string_view{};
  } else if (names("access-control-allow-methods")) {
    message.cause = value.empty() ? "acam-missing-method" : "acam-unparsable";
  } else if (value == "*") {
    message.cause = "acao-wildcard-with-credentials";
  } else if (names("access-control-allow-credentials")) {
    message.cause = "acac-missing";
  } else if (names("access-control-allow-origin")) {
    message.cause = value == "(null)" || names_any(lower, several) ? "acao-multiple"
                    : value.empty()                                ? "acao-missing"
                                                                   : "acao-mismatch";
    message.value = value;
  } else if (names("http")) {
    message.cause = "url-without-http";
  } else if (names_any(lower, redirect)) {
    message.cause = "preflight-redirect";
  } else {
    message.cause = !names_any(lower, preflight) ? "network-error-not-cors"
                    : names_any(lower, channel)  ? "preflight-network-error"
                                                 : "preflight-status";
  }
}

/// Where the reason ends, which begins at `at` behind its label: with its parenthesis or the sentence. Others
/// may stand in it: `'(null)'`, and the link that an editor made of a URL, `[https://a](https://a)`.
std::size_t reason_end(std::string_view text, std::size_t at, std::size_t limit) {
  bool is_within = false;
  for (; at < limit; ++at) {
    auto const rest = text.substr(at, 3);
    char const before = text[at - (text[at - 1] == ' ' ? 2 : 1)];
    if (rest.front() == '(') is_within = is_quote(before) || before == ']';
    if (rest.front() == ')' && std::exchange(is_within, false)) continue;
    if (rest.front() == ')' || rest == "）" || rest == "。") return at;
    if (rest.front() == '.' && (rest.size() == 1 || rest[1] == ' ')) return at;
  }
  return limit;
}

/// `: 404` a few words on.
std::uint16_t status_behind(std::string_view text, std::size_t at, std::size_t& end) {
  constexpr std::size_t longest_label = 60;
  std::size_t const limit = std::min(text.size(), at + longest_label);
  for (; at + 3 <= limit; ++at) {
    bool const number =
        is_ascii_digit(text[at]) && is_ascii_digit(text[at + 1]) && is_ascii_digit(text[at + 2]);
    if (!number || (at + 3 < text.size() && is_ascii_digit(text[at + 3]))) continue;
    auto const before = trim(text.substr(0, at), is_http_whitespace);
    if (!before.ends_with(':') && !before.ends_with("：")) return 0;
    end = at + 3;
    return static_cast<std::uint16_t>((text[at] - '0') * 100 + (text[at + 1] - '0') * 10 +
                                      (text[at + 2] - '0'));
  }
  return 0;
}

} // namespace

std::string_view localized_opening(std::size_t language) {
  return language < openings.size() ? openings[language] : std::string_view{};
}

std::optional<LocalizedMessage> find_localized(std::string_view text, std::string_view opening,
                                               std::size_t from) {
  constexpr std::size_t longest_url = 4096;
  constexpr std::size_t longest_reason = 500;
  for (auto at = text.find(opening, from); at != std::string_view::npos; at = text.find(opening, at + 1)) {
    LocalizedMessage message;
    message.start = at;
    std::size_t start = at + opening.size();
    while (start < text.size() && (text[start] == ' ' || is_quote(text[start])))
      ++start;
    std::size_t end = start;
    while (end < text.size() && end - start < longest_url && text[end] > ' ' && text[end] < 0x7F &&
           !is_quote(text[end]))
      ++end;
    auto const url =
        trim(text.substr(start, end - start), [](char byte) { return byte == '.' || byte == ','; });
    if (url.find("://") != std::string_view::npos) message.url = url;
    // A file's needs no reason, and is often all that is left.
    if (starts_with_ignoring_case(url, "file:")) {
      message.url = url;
      message.cause = "url-without-http";
      message.end = end;
      return message;
    }
    // The resource's name, and then a reason that speaks of CORS.
    auto const next = std::min(text.find(opening, end), text.size());
    auto const limit = std::min(next, end + longest_reason);
    auto const word = text.substr(0, limit).find("CORS", end);
    auto const header = text.substr(0, limit).find("ccess-Control-Allow-", end);
    auto const reason = std::min(word, header);
    if (reason == std::string_view::npos) continue;
    // English words are common; these are Firefox's only with its bracket.
    bool const has_bracket = text.substr(end, reason - end).find("(Reason") != std::string_view::npos;
    if (opening == openings.front() && !has_bracket) continue;
    message.end = reason_end(text, reason, limit);
    explain(text.substr(end, message.end - end), message);
    // In English, what stands behind the reason is read as Firefox's own words.
    if (opening != openings.front())
      message.status = status_behind(text.substr(0, next), message.end, message.end);
    return message;
  }
  return std::nullopt;
}

} // namespace whycors::paste
