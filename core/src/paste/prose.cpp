#include <algorithm>

#include "messages.hpp"

namespace whycors::paste {

namespace {

std::uint16_t error_status_at(std::string_view text) {
  bool const is_status = text.size() >= 3 && (text[0] == '3' || text[0] == '4' || text[0] == '5') &&
                         is_ascii_digit(text[1]) && is_ascii_digit(text[2]) &&
                         (text.size() == 3 || (!is_ascii_digit(text[3]) && text[3] != '.'));
  return is_status
             ? static_cast<std::uint16_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'))
             : 0;
}

bool names_any(std::string_view lower, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string_view::npos; });
}

/// A status that a sentence speaks of: "the OPTIONS request returns 404", "a 413 error shows as CORS".
void read_sentence(Transcript& transcript, std::string_view sentence) {
  std::string const lower = byte_lowercase(sentence);
  bool const of_preflight = names_any(lower, {"preflight", "pre-flight", "options"});
  bool const of_error = names_any(lower, {"error", "cors", "access-control"});
  if (!of_preflight && !of_error) return;
  if (!names_any(lower, {"return", "status", "error", "answer", "respon", "got", "get", "with", "forbidden",
                         "not found", "unauthorized"}))
    return;
  for (std::size_t at = 0; at + 3 <= sentence.size(); ++at) {
    bool const begins = at == 0 || sentence[at - 1] == ' ' || sentence[at - 1] == '`' ||
                        sentence[at - 1] == '(' || sentence[at - 1] == '\'';
    auto const status = begins ? error_status_at(sentence.substr(at)) : std::uint16_t{0};
    if (status < 300 || status > 599) continue;
    ConsoleMessage message;
    message.status = status;
    message.in_preflight = of_preflight;
    message.parameter = sentence.substr(at, 3);
    message.span = span_of(transcript.text, sentence.substr(at, 3));
    if (of_preflight)
      message.cause = status == 401  ? "preflight-auth"
                      : status < 400 ? "preflight-redirect"
                                     : "preflight-status";
    else if (status >= 400)
      message.cause = "error-response-without-cors";
    else
      continue;
    if (message.cause == "preflight-redirect") message.parameter = {};
    transcript.pasted.clues.console.push_back(message);
    return;
  }
}

/// The words between what other formats have taken. They are believed only where nothing else tells a cause.
bool take(Transcript& transcript) {
  auto const& console = transcript.pasted.clues.console;
  if (!console.empty() || !transcript.messages.empty()) return false;
  std::string_view const text = transcript.text.substr(0, 20000);
  for (std::size_t start = 0; start < text.size() && console.empty();) {
    auto end = start;
    while (end < text.size() &&
           !((text[end] == '.' || text[end] == '!' || text[end] == '?') &&
             (end + 1 == text.size() || is_http_whitespace(text[end + 1]))) &&
           text.substr(end, 2) != "\n\n")
      ++end;
    read_sentence(transcript, text.substr(start, end - start));
    start = end + 1;
  }
  return !console.empty();
}

} // namespace

extern Format const prose;
constinit Format const prose{"prose", "a description in words", take};

} // namespace whycors::paste
