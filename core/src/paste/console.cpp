#include "console.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/bytes.hpp"
#include "base/neighbours.hpp"
#include "base/serialized_origin.hpp"
#include "base/stable_sort.hpp"
#include "base/url.hpp"
#include "localized_console.hpp"

namespace whycors::paste {

namespace {

/// What a sentence does with those around it.
enum class Role : std::uint8_t { opens, preflight, hop, says, closes };

/// A row of sentences.def. Its pattern stands in `patterns`, behind those of the rows before it: hundreds of
/// places in memory would weigh more than the texts.
struct Sentence {
  Role role;
  EngineSet engines;
  std::uint8_t size;         ///< of the pattern
  std::uint8_t anchor_start; ///< where its first words of its own begin, which are searched for
  std::uint8_t anchor_size;
  std::string_view cause;
};

consteval Sentence sentence(Role role, EngineSet engines, std::string_view cause, std::string_view pattern) {
  std::size_t const start = pattern.starts_with('{') ? pattern.find('}') + 1 : 0;
  std::size_t const end = std::min(pattern.find('{', start), pattern.size());
  auto const small = [](std::size_t size) { return static_cast<std::uint8_t>(size); };
  return {role, engines, small(pattern.size()), small(start), small(end - start), cause};
}

constexpr EngineSet C(Engine::chromium);
constexpr EngineSet G(Engine::gecko);
constexpr EngineSet W(Engine::webkit);
constexpr EngineSet CW(Engine::chromium, Engine::webkit);
constexpr EngineSet N;

constexpr auto sentences = std::to_array<Sentence>({
#define SENTENCE(role, by, cause, pattern) sentence(Role::role, by, cause, pattern),
#include "sentences.def"
#undef SENTENCE
});
constexpr std::string_view patterns =
#define SENTENCE(role, by, cause, pattern) pattern
#include "sentences.def"
#undef SENTENCE
    ;
static_assert(std::accumulate(sentences.begin(), sentences.end(), std::size_t{0},
                              [](std::size_t sum, Sentence const& row) { return sum + row.size; }) ==
                  patterns.size(),
              "a pattern is too long");

/// A paste as sentences are searched for in it: white space folded, quotation marks straight, escape
/// sequences of terminals and invisible characters gone. `place[i]` is where byte `i` stands in the paste.
struct Folded {
  std::string text;
  std::string lower;
  std::vector<std::uint32_t> place;

  explicit Folded(std::string_view paste) {
    text.reserve(paste.size());
    place.reserve(paste.size() + 1);
    for (std::size_t i = 0; i < paste.size();) {
      std::size_t const start = i;
      while (i < paste.size() && stays[static_cast<unsigned char>(paste[i])])
        place.push_back(static_cast<std::uint32_t>(i++));
      text += paste.substr(start, i - start);
      if (i < paste.size()) i = take(paste, i);
    }
    place.push_back(static_cast<std::uint32_t>(paste.size()));
    lower = byte_lowercase(text);
  }

  Span span(std::size_t start, std::size_t end) const {
    return {place[start], end > start ? place[end - 1] + 1 : place[start]};
  }

 private:
  static constexpr auto stays = detail::byte_table(
      [](unsigned char b) consteval { return b > 0x20 && b < 0x80 && b != '`' && b != '&' && b != '*'; });

  void add(char byte, std::size_t at) {
    text += byte;
    place.push_back(static_cast<std::uint32_t>(at));
  }
  void add_space(std::size_t at) {
    // One that got into a header's name: `Access-Control- Allow-Origin`.
    if (text.ends_with("Access-Control-")) return;
    if (!text.empty() && text.back() != ' ') add(' ', at);
  }

  /// Takes the character at `i`; returns where the next one starts.
  std::size_t take(std::string_view paste, std::size_t i) {
    struct Replacement {
      std::string_view from;
      char to; ///< 0: nothing
    };
    static constexpr auto replacements = std::to_array<Replacement>({
        {"\u2018", '\''}, {"\u2019", '\''}, {"\u201A", '\''}, {"\u00AB", '\''}, {"\u00BB", '\''},
        {"\u300C", '\''}, {"\u300D", '\''}, {"\u201C", '"'},  {"\u201D", '"'},  {"\u201E", '"'},
        {"\u00A0", ' '},  {"\u202F", ' '},  {"\u200B", 0},    {"\u200C", 0},    {"\u200D", 0},
        {"\uFEFF", 0},    {"\u2060", 0},    {"&#39;", '\''},  {"&#x27;", '\''}, {"&quot;", '"'},
        {"&amp;", '&'},
    });
    char const byte = paste[i];
    if (byte == '`') return add('\'', i), i + 1;
    if (byte == '\x1B' && i + 1 < paste.size() && paste[i + 1] == '[') {
      i += 2;
      while (i < paste.size() && !is_ascii_alpha(paste[i]))
        ++i;
      return i + 1;
    }
    if (byte == '\n' || byte == '\r') {
      add_space(i++);
      // The mark of a quotation, or of a comment, belongs to the line break.
      while (i < paste.size() && std::string_view(" \t>|*/#").find(paste[i]) != std::string_view::npos)
        ++i;
      return i;
    }
    if (byte == ' ' || byte == '\t') return add_space(i), i + 1;
    if (paste.substr(i, 2) == "**") return i + 2; // bold
    if (static_cast<unsigned char>(byte) >= 0x80 || byte == '&')
      for (Replacement const& replacement : replacements)
        if (paste.substr(i, replacement.from.size()) == replacement.from) {
          if (replacement.to == ' ')
            add_space(i);
          else if (replacement.to)
            add(replacement.to, i);
          return i + replacement.from.size();
        }
    add(byte, i);
    return i + 1;
  }
};

/// A pattern in lower case is compared with text in lower case, byte by byte.
std::size_t find_ignoring_case(std::string_view lower, std::string_view pattern, std::size_t from,
                               std::size_t until) {
  until = std::min(until, lower.size());
  if (pattern.empty()) return from <= until ? from : std::string_view::npos;
  char const first = byte_lowercase(pattern.front());
  while (from + pattern.size() <= until) {
    from = lower.find(first, from);
    if (from == std::string_view::npos || from + pattern.size() > until) break;
    std::size_t i = 1;
    while (i < pattern.size() && lower[from + i] == byte_lowercase(pattern[i]))
      ++i;
    if (i == pattern.size()) return from;
    ++from;
  }
  return std::string_view::npos;
}

/// Where a sentence was found, and what its places took.
struct Hit {
  Role role = Role::says;
  EngineSet engines = {};
  std::string_view cause = {};
  std::size_t start = 0;
  std::size_t end = 0;
  ConsoleMessage taken{};
  std::string_view header = {};
  std::string_view method = {};
  std::size_t anchor = 0; ///< where its first words stand, behind a place that leads it
};

class Matcher {
 public:
  Matcher(Folded const& folded, Neighbours const& neighbours, TextStore& store)
      : folded_(folded), neighbours_(neighbours), store_(store) {}

  /// The sentence's next occurrence at or after `from`.
  bool find(Sentence const& sentence, std::string_view pattern, std::size_t from, Hit& hit) {
    std::string_view const anchor = pattern.substr(sentence.anchor_start, sentence.anchor_size);
    if (!neighbours_.may_hold(anchor)) return false;
    for (;; ++from) {
      from = find_ignoring_case(folded_.lower, anchor, from, folded_.lower.size());
      if (from == std::string_view::npos) return false;
      if (from > 0 && is_within_a_word(from)) continue;
      hit = Hit{sentence.role, sentence.engines, sentence.cause, from, from + anchor.size()};
      hit.anchor = from;
      if (sentence.anchor_start > 0 && !take_before(pattern.substr(1, sentence.anchor_start - 2), hit))
        continue;
      if (!take_rest(pattern.substr(sentence.anchor_start + anchor.size()), hit)) continue;
      // A pattern may have the first part of a word alone, `ERR_CONNECTION_`.
      auto const& text = folded_.text;
      while (hit.end < text.size() && is_of_a_word(text[hit.end - 1]) && is_of_a_word(text[hit.end]))
        ++hit.end;
      return true;
    }
  }

 private:
  static constexpr std::size_t longest_place = 4096;

  static bool is_of_a_word(char byte) { return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '_'; }

  bool is_within_a_word(std::size_t at) const {
    return is_ascii_alpha(folded_.text[at]) &&
           (is_ascii_alpha(folded_.text[at - 1]) || folded_.text[at - 1] == '-');
  }

  /// The word that ends where the hit begins: a URL before what is said of it.
  bool take_before(std::string_view name, Hit& hit) {
    std::size_t end = hit.start;
    // The anchor may begin with the space between the two.
    std::size_t start = end;
    while (start > 0 && folded_.text[start - 1] != ' ' && end - start < longest_place)
      --start;
    bool const is_name = name == "header" || name == "method";
    while (is_name && start < end && (folded_.text[start] == '"' || folded_.text[start] == '('))
      ++start;
    auto const word = std::string_view(folded_.text).substr(start, end - start);
    if (is_name ? !is_token(word) : word.find("://") == std::string_view::npos) return false;
    keep(name, start, end, hit);
    hit.start = start;
    return true;
  }

  bool take_rest(std::string_view rest, Hit& hit) {
    while (!rest.empty()) {
      auto const close = rest.find('}');
      auto const name = rest.substr(1, close - 1);
      rest.remove_prefix(close + 1);
      auto const literal = rest.substr(0, rest.find('{'));
      rest.remove_prefix(literal.size());
      std::size_t const start = hit.end;
      std::size_t end = 0;
      if (literal.empty()) {
        end = word_end(name, start);
      } else {
        end = find_ignoring_case(folded_.lower, literal, start, start + limit_of(name) + literal.size());
        if (end == std::string_view::npos) return false;
      }
      if (!fits(name, start, end)) return false;
      keep(name, start, end, hit);
      hit.end = end + literal.size();
    }
    return true;
  }

  static std::size_t limit_of(std::string_view name) {
    if (name == "any" || name == "kind") return 80;
    if (name == "status") return 6;
    return name == "header" || name == "method" ? 128 : longest_place;
  }

  /// Where a place at the end of a pattern ends: with the word, or for a value with the line's sentence.
  std::size_t word_end(std::string_view name, std::size_t start) const {
    std::size_t end = start;
    auto const& text = folded_.text;
    if (name == "status") {
      while (end < text.size() && is_ascii_digit(text[end]))
        ++end;
      return end;
    }
    while (end < text.size() && text[end] != ' ' && text[end] != '"' && text[end] != '\'' &&
           text[end] != ')' && end - start < longest_place)
      ++end;
    while (end > start && (text[end - 1] == '.' || text[end - 1] == ','))
      --end;
    return end;
  }

  /// A place without the quotation marks around it, of which people lose one or both.
  static std::string_view unquoted(std::string_view taken) {
    return trim(taken, [](char byte) { return byte == '\'' || byte == '"'; });
  }

  bool fits(std::string_view name, std::size_t start, std::size_t end) const {
    auto const taken = unquoted(std::string_view(folded_.text).substr(start, end - start));
    if (name == "status") return taken.size() == 3 && std::all_of(taken.begin(), taken.end(), is_ascii_digit);
    if (name == "header" || name == "method") return is_token(taken);
    if (name == "any" || name == "kind" || name == "value") return taken.find('\n') == std::string_view::npos;
    // What somebody took out between the quotation marks.
    if (taken.empty()) return name != "url" && end > start;
    if (taken.find('\'') != std::string_view::npos || taken.starts_with("HTTP/") || taken.ends_with(':'))
      return false;
    // What people put in the place of a URL or an origin may have spaces.
    bool const is_stand_in = std::string_view("[<{*").find(taken.front()) != std::string_view::npos;
    if (taken.find(' ') != std::string_view::npos) return is_stand_in && taken.size() < 100;
    // So is one word between quotation marks.
    bool const is_quoted = name != "url" && end - start > taken.size();
    return is_stand_in || is_quoted || taken == "null" ||
           taken.find_first_of(":/.") != std::string_view::npos;
  }

  void keep(std::string_view name, std::size_t start, std::size_t end, Hit& hit) {
    auto taken_text = std::string_view(folded_.text).substr(start, end - start);
    if (name != "value") taken_text = unquoted(taken_text);
    auto const text = store_.keep(taken_text);
    ConsoleMessage& taken = hit.taken;
    if (name == "url") taken.url = text;
    if (name == "from") taken.redirected_from = text;
    if (name == "origin") taken.origin = text;
    if (name == "value") taken.value = text;
    if (name == "kind") taken.kind = text;
    if (name == "header") hit.header = text;
    if (name == "method") hit.method = text;
    if (name != "status") return;
    taken.status_span = folded_.span(start, end);
    for (char const digit : text)
      taken.status = static_cast<std::uint16_t>(taken.status * 10 + (digit - '0'));
  }

  Folded const& folded_;
  Neighbours const& neighbours_;
  TextStore& store_;
};

/// Firefox's sentences in other languages, from the `first` to before the `last`.
template <class Add>
void add_localized(Folded const& folded, Neighbours const& neighbours, TextStore& store, std::size_t first,
                   std::size_t last, Add add) {
  for (std::size_t language = first; language < last && !localized_opening(language).empty(); ++language) {
    auto const opening = localized_opening(language);
    if (!neighbours.may_hold(opening)) continue;
    auto found = find_localized(folded.text, opening, 0);
    constexpr std::size_t most = 200;
    for (std::size_t count = 0; found && count < most; ++count) {
      Hit hit{Role::says, G, found->cause, found->start, found->end};
      hit.taken.url = store.keep(found->url);
      hit.taken.value = store.keep(found->value);
      hit.taken.status = found->status;
      hit.header = store.keep(found->header);
      add(hit);
      found = find_localized(folded.text, opening, found->end);
    }
  }
}

/// Where DevTools looked for the source of a line of code, and what a browser mended by itself: no call that
/// failed.
bool is_beside_the_point(Hit const& hit, Folded const& folded) {
  constexpr std::string_view upgraded = ". This request was automatically upgraded";
  // A server's words within somebody's own: "is taken for an invalid CORS request".
  bool const is_of_prose =
      hit.engines.empty() && std::string_view(folded.lower).substr(0, hit.start).ends_with(" an ");
  return is_of_prose || hit.taken.url.starts_with("node:") || hit.taken.url.starts_with("webpack") ||
         std::string_view(folded.text).substr(hit.end).starts_with(upgraded);
}

std::vector<Hit> find_all(Folded const& folded, TextStore& store) {
  Neighbours const neighbours(folded.lower);
  Matcher matcher(folded, neighbours, store);
  std::vector<Hit> hits;
  // Which bytes a sentence has taken already.
  std::vector<bool> taken(folded.text.size() + 1);
  constexpr std::size_t most_hits = 200;
  auto const add = [&](Hit const& hit) {
    if (is_beside_the_point(hit, folded)) return;
    auto const start = taken.begin() + static_cast<std::ptrdiff_t>(hit.start);
    auto const end = taken.begin() + static_cast<std::ptrdiff_t>(hit.end);
    if (std::find(start, end, true) != end) return;
    std::fill(start, end, true);
    hits.push_back(hit);
  };
  add_localized(folded, neighbours, store, 1, most_hits, add);
  std::string_view rest = patterns;
  Hit hit;
  for (Sentence const& sentence : sentences) {
    auto const pattern = rest.substr(0, sentence.size);
    rest.remove_prefix(sentence.size);
    for (std::size_t from = 0; hits.size() < most_hits && matcher.find(sentence, pattern, from, hit);) {
      bool const is_free = !taken[hit.start] && !taken[hit.end - 1];
      from = is_free ? std::max(hit.end, from + 1) : hit.anchor + 1;
      if (is_free) add(hit);
    }
  }
  add_localized(folded, neighbours, store, 0, 1, add);
  stable_sort(hits, [](Hit const& hit) { return hit.start; });
  return hits;
}

void fill(std::string_view& field, std::string_view with) {
  if (field.empty()) field = with;
}

void fill_from(ConsoleMessage& message, ConsoleMessage const& other) {
  fill(message.url, other.url);
  fill(message.redirected_from, other.redirected_from);
  fill(message.origin, other.origin);
  fill(message.value, other.value);
  fill(message.kind, other.kind);
  if (message.status == 0) {
    message.status = other.status;
    message.status_span = other.status_span;
  }
  message.in_preflight |= other.in_preflight;
}

/// Whether two sentences can be of one call, by the URLs that they name.
bool is_of_one_call(ConsoleMessage const& a, ConsoleMessage const& b) {
  return a.url.empty() || b.url.empty() || a.url == b.url || a.url == b.redirected_from ||
         a.redirected_from == b.url;
}

/// How far what opens or closes may stand from the reason.
constexpr std::size_t nearby = 300;

/// Puts the parts that stand together into one message each.
class Folder {
 public:
  Folder(Folded const& folded, TextStore& store) : folded_(folded), store_(store) {}

  std::vector<ConsoleMessage> fold(std::vector<Hit> const& hits) {
    for (Hit const& hit : hits) {
      bool const near = hit.start <= last_end_ + nearby;
      switch (hit.role) {
      case Role::opens:
        if (opened_ && is_outcome_ && near && is_of_one_call(pending_, hit.taken)) {
          join(hit);
          break;
        }
        if (opened_) close_unexplained();
        open(hit);
        break;
      case Role::preflight:
      case Role::hop:
        if (!opened_ || !near) open(hit);
        // The URL of a redirect's target is the one that failed.
        if (hit.role == Role::hop && !hit.taken.url.empty()) pending_.url = hit.taken.url;
        fill_from(pending_, hit.taken);
        pending_.in_preflight |= hit.role == Role::preflight;
        is_hop_ |= hit.role == Role::hop;
        break;
      case Role::says:
        if (!opened_ || !near) {
          if (opened_) close_unexplained();
          open(hit);
        }
        say(hit);
        break;
      case Role::closes:
        if (!messages_.empty() && near && !opened_ && is_of_one_call(messages_.back(), hit.taken)) {
          fill_from(messages_.back(), hit.taken);
          messages_.back().span.end = folded_.span(hit.start, hit.end).end;
        } else if (opened_ && near && is_of_one_call(pending_, hit.taken)) {
          fill_from(pending_, hit.taken);
        } else {
          if (opened_) close_unexplained();
          open(hit);
          is_outcome_ = true;
        }
        break;
      }
      last_end_ = hit.end;
    }
    if (opened_) close_unexplained();
    return std::move(messages_);
  }

 private:
  void open(Hit const& hit) {
    pending_ = hit.taken;
    pending_.engines = hit.engines;
    pending_.span = folded_.span(hit.start, hit.end);
    opened_ = true;
    is_hop_ = !hit.taken.redirected_from.empty();
    is_outcome_ = false;
  }

  /// What stands before a sentence, the status of the response, is of the same call.
  void join(Hit const& hit) {
    ConsoleMessage const outcome = pending_;
    open(hit);
    fill_from(pending_, outcome);
  }

  void say(Hit const& hit) {
    EngineSet const narrower = pending_.engines;
    fill_from(pending_, hit.taken);
    // A frame that several engines use tells less than the reason in it.
    pending_.engines = hit.engines == CW ? narrower : hit.engines;
    pending_.span.end = folded_.span(hit.start, hit.end).end;
    pending_.said = pending_.span;
    auto const colon = std::min(hit.cause.find(':'), hit.cause.size());
    pending_.cause = hit.cause.substr(0, colon);
    if (colon < hit.cause.size()) pending_.parameter = hit.cause.substr(colon + 1);
    if (!hit.header.empty()) pending_.parameter = store_.keep(byte_lowercase(hit.header));
    if (!hit.method.empty()) pending_.parameter = hit.method;
    bool const of_origin = pending_.cause.starts_with("acao-") || pending_.cause.starts_with("acac-");
    if (is_hop_ && of_origin && !pending_.in_preflight) pending_.cause = "redirect-cors-failure";
    messages_.push_back(pending_);
    opened_ = false;
  }

  /// Something failed, and no reason stands beside it.
  void close_unexplained() {
    pending_.cause = "insufficient-input";
    messages_.push_back(pending_);
    opened_ = false;
  }

  Folded const& folded_;
  TextStore& store_;
  std::vector<ConsoleMessage> messages_;
  ConsoleMessage pending_{};
  bool opened_ = false;
  bool is_hop_ = false;
  bool is_outcome_ = false; ///< only the line of the network says so, so far
  std::size_t last_end_ = 0;
};

bool is_error(std::uint16_t status) { return status >= 400; }

bool is_from_file(ConsoleMessage const& message) {
  return starts_with_ignoring_case(message.url, "file:") || message.origin == "null" ||
         starts_with_ignoring_case(message.origin, "file:");
}

/// A value that is no origin at all, as against the origin of somebody else.
bool is_origin(std::string_view value) {
  return value == "*" || value == "null" || is_serialized_origin(value);
}

/// A header of CORS that only answers have.
bool is_for_answers(std::string_view header) {
  return header.starts_with("access-control-") && !header.starts_with("access-control-request-");
}

/// From the sentence to the cause that it stands for, by what else it says.
void refine(ConsoleMessage& message, TextStore& store) {
  auto const with_status = [&](std::string_view cause) {
    message.cause = cause;
    message.parameter = store.keep(std::to_string(message.status));
  };
  if (message.cause == "acao-mismatch" && message.value.find(',') != std::string_view::npos)
    message.cause = "acao-multiple";
  // Older Firefox compared `*` with the origin, too, where credentials are sent.
  else if (message.cause == "acao-mismatch" && message.value == "*")
    message.cause = "acao-wildcard-with-credentials";
  else if (message.cause == "acao-mismatch" && message.origin != "null" && !message.value.empty() &&
           !is_origin(message.value))
    message.cause = "acao-invalid-value";
  if (message.cause == "acah-missing-header" && is_for_answers(message.parameter))
    message.cause = "request-carries-response-header";
  // A method that only fetch() leaves in lower case.
  if (message.cause == "acam-missing-method" && message.parameter == "patch")
    message.cause = "acam-method-case";
  // Before Firefox spoke of the response, it said the same of one that never came.
  if (message.cause == "preflight-network-error") {
    message.cause = message.status != 0 ? "preflight-status" : "insufficient-input";
    message.in_preflight = true;
  }
  if (message.cause == "preflight-redirect" && (message.status == 401 || message.status == 403))
    message.cause = "preflight-status";
  bool const missing = message.cause == "acao-missing";
  if ((message.cause == "preflight-status" || (missing && message.in_preflight)) && message.status != 0) {
    if (message.status == 401)
      with_status("preflight-auth");
    else if (message.status >= 300 && message.status < 400)
      message.cause = "preflight-redirect";
    else if (message.status < 200 || message.status > 299)
      with_status("preflight-status");
  } else if (missing && is_error(message.status)) {
    with_status("error-response-without-cors");
  } else if (missing && message.status >= 300 && message.status != 304) {
    message.cause = "redirect-cors-failure";
  }
  message.is_warning = message.cause == "authorization-under-wildcard";
  message.in_preflight |= message.cause.starts_with("preflight-") || message.cause.starts_with("acah-") ||
                          message.cause.starts_with("acam-");
  bool const by_scheme = message.cause == "url-without-http" || message.cause == "network-error-not-cors";
  bool const is_of_disk = message.cause == "same-origin-mode" && message.url.starts_with("file:");
  if ((by_scheme && is_from_file(message)) || is_of_disk) message.cause = "origin-null-file";
}

/// One failure that is told twice, as by the network's line and by the sentence: what one of them knows holds
/// for both.
void complete_each_other(std::vector<ConsoleMessage>& messages) {
  for (std::size_t i = 1; i < messages.size(); ++i) {
    ConsoleMessage& before = messages[i - 1];
    ConsoleMessage& here = messages[i];
    if (before.url.empty() || before.url != here.url || before.cause != here.cause) continue;
    fill_from(before, here);
    fill_from(here, before);
  }
}

/// What a browser says of a status is about the preflight, where the server says that it refused OPTIONS with
/// that.
void take_servers_word(std::vector<ConsoleMessage>& messages) {
  for (ConsoleMessage const& by_server : messages)
    if (by_server.cause == "preflight-status" && by_server.engines.empty())
      for (ConsoleMessage& message : messages)
        if (message.cause == "error-response-without-cors" && message.parameter == by_server.parameter)
          message.cause = by_server.cause;
}

} // namespace

std::vector<ConsoleMessage> console_messages(std::string_view text, TextStore& store) {
  constexpr std::size_t longest_console = 1U << 20U;
  Folded const folded(text.substr(0, longest_console));
  auto messages = Folder(folded, store).fold(find_all(folded, store));
  complete_each_other(messages);
  for (ConsoleMessage& message : messages)
    refine(message, store);
  take_servers_word(messages);
  return messages;
}

bool fails_in_preflight(Clues const& clues) {
  return std::any_of(clues.console.begin(), clues.console.end(), [](ConsoleMessage const& message) {
    return message.in_preflight && !message.engines.empty();
  });
}

namespace {

/// Chromium's general failure of a call, in a recording's entry or beside the status of the answer.
std::optional<Clues::Failure> failure_behind_an_answer(std::string_view text) {
  constexpr std::string_view failure = "net::ERR_FAILED";
  for (std::string_view const sign : {"net::ERR_FAILED 2", "\"net::ERR_FAILED\""})
    if (auto const at = text.find(sign); at != std::string_view::npos) {
      auto const start = static_cast<std::uint32_t>(at + sign.find(failure));
      return Clues::Failure{Engine::chromium, {start, start + static_cast<std::uint32_t>(failure.size())}};
    }
  return std::nullopt;
}

} // namespace

void read_console(std::string_view text, Pasted& pasted) {
  pasted.clues.failure_behind_an_answer = failure_behind_an_answer(text);
  auto const messages = console_messages(text, pasted.store);
  auto& console = pasted.clues.console;
  // Firefox prints that a request did not succeed behind every failed preflight too.
  bool const names_a_reason =
      std::any_of(messages.begin(), messages.end(), [](ConsoleMessage const& message) {
        return message.engines == G && message.cause != "network-error-not-cors" &&
               message.cause != "insufficient-input";
      });
  for (ConsoleMessage const& message : messages) {
    bool const said = std::any_of(console.begin(), console.end(), [&](ConsoleMessage const& other) {
      return other.cause == message.cause && other.parameter == message.parameter &&
             (other.url == message.url || message.url.empty());
    });
    // The title of an issue tells less than the row below it.
    bool const is_told_better =
        message.url.empty() && message.parameter.empty() &&
        std::any_of(messages.begin(), messages.end(), [&](ConsoleMessage const& other) {
          return other.cause == message.cause && other.engines == message.engines && !other.parameter.empty();
        });
    bool const follows = names_a_reason && message.cause == "network-error-not-cors" && message.engines == G;
    if (!said && !follows && !is_told_better) console.push_back(message);
  }
}

namespace {

void adopt(ConsoleMessage const& message, Exchange& exchange) {
  RequestGiven& request = exchange.request;
  std::string_view const url = message.redirected_from.empty() ? message.url : message.redirected_from;
  bool const is_socket = starts_with_ignoring_case(url, "ws"); // which CORS has no part in
  if (request.url.value.empty() && Url::parse(url) && !is_socket)
    request.url = {url, Provenance::observed, message.span, "named in the console's message"};
  if (request.origin.value.empty() && !message.origin.empty()) {
    // Some sentences name the whole URL of the page.
    auto const page = Url::parse(message.origin);
    if (message.origin == "null" || page)
      request.origin = {page && page->is_http() ? exchange.store.keep(page->origin()) : message.origin,
                        Provenance::observed, message.span, "named in the console's message"};
  }
  if (request.initiator.provenance == Provenance::assumed && !message.kind.empty()) {
    struct Kind {
      std::string_view word;
      Initiator initiator;
    };
    static constexpr auto kinds = std::to_array<Kind>({
        {"fetch", Initiator::fetch},
        {"XMLHttpRequest", Initiator::xhr},
        {"image", Initiator::image},
        {"script", Initiator::script},
        {"CSS stylesheet", Initiator::style},
        {"font", Initiator::font},
        {"video", Initiator::media},
        {"audio", Initiator::media},
        {"text track", Initiator::track},
    });
    for (Kind const& kind : kinds)
      if (byte_case_insensitive_match(kind.word, message.kind))
        request.initiator = {kind.initiator, Provenance::observed, message.span,
                             "named in the console's message"};
  }
  // What only elements are refused for, which call without CORS.
  bool const is_corp = message.cause == "corp-block";
  bool const is_of_no_cors = is_corp || message.cause == "opaque-response-blocking";
  if (is_of_no_cors && request.mode.provenance == Provenance::assumed) {
    std::string_view const because = "what the console tells happens to calls without CORS";
    request.mode = {RequestMode::no_cors, Provenance::inferred, message.span, because};
    if (request.initiator.provenance == Provenance::assumed)
      request.initiator = {is_corp ? Initiator::image : Initiator::script, Provenance::inferred, message.span,
                           because};
  }
  if (message.cause.starts_with("acam-m") && !message.parameter.empty() &&
      request.method.provenance == Provenance::assumed)
    request.method = {message.parameter, Provenance::observed, message.span,
                      "named in the console's message"};
}

} // namespace

void adopt_console_facts(Pasted& pasted) {
  auto const& console = pasted.clues.console;
  // What names the page's origin speaks of a call of CORS; other lines may be of whatever else the page
  // loads.
  for (bool const names_origin : {true, false})
    for (ConsoleMessage const& message : console)
      if (message.origin.empty() != names_origin) adopt(message, pasted.exchange);
}

} // namespace whycors::paste
