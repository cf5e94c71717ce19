#include <algorithm>
#include <utility>

#include "base/comma_list.hpp"
#include "base/concat.hpp"
#include "base/stable_sort.hpp"
#include "base/url.hpp"
#include "console.hpp"
#include "header_names.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

bool named_any(HeaderList const& headers, std::initializer_list<std::string_view> wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](std::string_view name) { return headers.contains(name); });
}

bool named(std::string_view name, std::initializer_list<std::string_view> wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](std::string_view one) { return byte_case_insensitive_match(name, one); });
}

/// Which way a lone header block went, by the names in it.
bool is_request_block(HeaderList const& headers) {
  std::size_t asks = 0;
  std::size_t answers = 0;
  for (Header const& row : headers) {
    asks += direction_of(row.name) == Direction::request;
    answers += direction_of(row.name) == Direction::response;
  }
  // Headers of an answer that somebody sends with a request stand among those of the request.
  return asks > 0 &&
         (asks > answers || named_any(headers, {"host", ":method", "user-agent", "sec-fetch-mode"}));
}

/// Whether a lone response block reads like the answer to a preflight.
bool is_preflight_answer(HeaderList const& headers) {
  return named_any(
      headers, {"access-control-allow-methods", "access-control-allow-headers", "access-control-max-age"});
}

bool is_preflight_request(Message const& message) {
  return message.kind == Message::Kind::request && !message.by_code &&
         (message.method == "OPTIONS" || message.method.empty()) &&
         (message.headers.contains(names::access_control_request_method) ||
          message.headers.contains(names::access_control_request_headers));
}

/// OPTIONS without what makes it a preflight.
bool is_bare_options(Message const& message) {
  return message.kind == Message::Kind::request && message.method == "OPTIONS" &&
         !is_preflight_request(message) && !message.of_preflight;
}

/// Whether a browser sent it, and not a tool in somebody's hand.
bool is_of_browser(HeaderList const& headers) {
  if (headers.contains("sec-fetch-mode") || headers.contains("sec-ch-ua")) return true;
  Header const* const agent = headers.first(names::user_agent);
  return agent && agent->value.find("Mozilla/") != std::string_view::npos;
}

/// HTTP/2 pseudo headers say what the request line says otherwise.
void read_pseudo_headers(Message& message) {
  for (Header const& row : message.headers) {
    if (row.name == ":method") message.method = row.value;
    if (row.name == ":path") message.target = row.value;
    if (row.name == ":status" && row.value.size() >= 3) {
      message.kind = Message::Kind::response;
      message.status_span = row.value_span;
      message.status = 0;
      for (char const digit : row.value.substr(0, 3))
        if (is_ascii_digit(digit))
          message.status = static_cast<std::uint16_t>(message.status * 10 + (digit - '0'));
    }
  }
}

/// Whether a lone block has the marks of a whole answer, so that what is not in it was not sent.
bool looks_complete(HeaderList const& headers) {
  return named_any(headers, {"date", "server", "content-type", "content-length", "connection",
                             "transfer-encoding", "content-encoding", "etag", "last-modified"});
}

} // namespace

bool is_of_settings(std::string_view text, HeaderList const& headers) {
  auto const start = headers.empty() ? 0 : headers[0].name_span.start;
  bool const is_quoted = start > 0 && (text[start - 1] == '\'' || text[start - 1] == '"');
  return is_quoted && !named_any(headers, {"date", "server", "connection", "etag", "last-modified"});
}

namespace {

/// Whether rows with which a server allows are those of an object literal in a page's code, which sends them
/// with its request: what calls from a page stands near, and nothing of a server.
bool is_of_page(std::string_view text, Message const& message) {
  auto const& headers = message.headers;
  bool const is_quoted = std::any_of(headers.begin(), headers.end(), [&](Header const& row) {
    auto const before = row.name_span.start;
    return starts_with_ignoring_case(row.name, "access-control-") && before > 0 &&
           (text[before - 1] == '\'' || text[before - 1] == '"');
  });
  if (message.has_start_line || !is_quoted) return false;
  constexpr std::uint32_t near = 500;
  std::uint32_t const start = message.span.start - std::min(near, message.span.start);
  std::string const around = byte_lowercase(text.substr(start, message.span.end + near - start));
  return has_any(around, "axios|fetch(|ajax(|httpheaders|requestoptions|xmlhttprequest(|http.get(|http.post(|"
                         "http.put(|baseurl") &&
         !has_any(around, "statuscode:|new response(|response.json(|res.set|res.header|writehead|reply.|"
                          "exports.handler|corsheaders|\"source\"");
}

bool has_part_in_request(std::string_view name) {
  return !is_added_by_browser(name) ||
         named(name, {"origin", "referer", "cookie", "host", ":method", ":authority", ":path", ":scheme",
                      "access-control-request-method", "access-control-request-headers"});
}

bool has_part_in_answer(std::string_view name) {
  return starts_with_ignoring_case(name, "access-control-") ||
         starts_with_ignoring_case(name, "cross-origin-") ||
         named(name, {"vary", "location", "www-authenticate", ":status", "allow", "age", "x-cache",
                      "cf-cache-status", "set-cookie", "clear-site-data", "content-type",
                      "x-content-type-options"});
}

/// A value that is read as one that somebody made unreadable.
constexpr std::string_view stands_for_any = "***";

class Assembler {
 public:
  explicit Assembler(Transcript& transcript)
      : transcript_(transcript), text_(transcript.text), pasted_(transcript.pasted),
        exchange_(transcript.pasted.exchange) {}

  void run() {
    std::vector<Message>& messages = transcript_.messages;
    for (Message& message : messages)
      message.order = std::max(message.order, message.span.start);
    stable_sort(messages, [](Message const& message) { return message.order; });
    for (Message& message : messages) {
      read_pseudo_headers(message);
      if (message.kind != Kind::headers) continue;
      message.by_code = is_of_page(text_, message);
      if (message.by_code || is_request_block(message.headers)) message.kind = Kind::request;
    }
    join_excerpts(messages);
    put_questions_before_answers(messages);
    give_headers_to_bare_requests(messages);
    label_lone_answer(messages);
    leave_out_what_is_wished_for(messages);
    leave_out_what_script_sees(messages);
    leave_out_commands_that_were_printed(messages);
    choose_among_tests(messages);
    for (std::size_t i = 0; i < messages.size(); ++i)
      take(messages[i], i);
    finish();
  }

 private:
  using Kind = Message::Kind;

  /// A lone failure, of which the words around it say that it answers OPTIONS.
  void label_lone_answer(std::vector<Message>& messages) const {
    if (messages.size() != 1 || messages.front().kind == Kind::request || messages.front().status < 300)
      return;
    Span const span = messages.front().span;
    std::string const around = byte_lowercase(text_.substr(0, span.start)) +
                               byte_lowercase(text_.substr(span.end)) + byte_lowercase(messages.front().body);
    // "the preflight is green" says that this is none.
    if (has_any(around,
                "preflight is green|preflight is fine|preflight is ok|preflight passes|preflight works|"
                "preflight succeeds"))
      return;
    messages.front().of_preflight |= has_any(around, "options|preflight");
  }

  /// Of two answers, one of which somebody expected, or got of an older version or where all is well, the
  /// other one is judged: the words stand before either.
  void leave_out_what_is_wished_for(std::vector<Message>& messages) const {
    std::uint32_t end = 0;
    for (std::size_t i = 0; i + 1 < messages.size(); ++i) {
      Message& message = messages[i];
      Message const& next = messages[i + 1];
      auto const before = lower_between(end, message.span.start);
      end = message.span.end;
      bool const both_answer = message.kind != Kind::request && next.kind != Kind::request;
      // Words behind an answer are taken for its body.
      auto const between = byte_lowercase(message.body) + lower_between(end, next.span.start);
      if (both_answer && (has_any(before, "expect|old version|should look like") ||
                          has_any(between, "current behavi|actual behavi")))
        message.ignored = "what was expected, or what another version answers";
      bool const is_of_call = !message.of_preflight && !is_preflight_answer(message.headers) &&
                              !message.headers.contains(names::location) && !speaks_of_preflight(before) &&
                              !speaks_of_preflight(between);
      if (both_answer && is_of_call && allows(message) && !allows(next) &&
          has_any(between, "missing|deploy|production| no | not |n't |without|fail"))
        message.ignored = "the answer of another call, which has what the next one lacks";
    }
  }
  static bool allows(Message const& answer) {
    return answer.headers.contains(names::access_control_allow_origin);
  }

  /// Headers that another answer has as well, and that script may read there, are the page's view of it. Of
  /// many answers the first few are looked at.
  static void leave_out_what_script_sees(std::vector<Message>& messages) {
    constexpr std::size_t most_answers = 16;
    std::vector<Message const*> answers;
    for (Message const& message : messages)
      if (answers.size() < most_answers && message.kind != Kind::request &&
          message.headers.contains(names::access_control_allow_origin))
        answers.push_back(&message);
    for (Message& view : messages) {
      if (view.kind != Kind::headers || view.status != 0 ||
          view.headers.contains(names::access_control_allow_origin))
        continue;
      bool const is_view = std::any_of(answers.begin(), answers.end(), [&](Message const* answer) {
        return std::all_of(view.headers.begin(), view.headers.end(), [&](Header const& row) {
          return answer->headers.contains(row.name) && script_reads(answer->headers, row.name);
        });
      });
      if (is_view) view.ignored = "headers of another answer in the paste, as script sees them";
    }
  }

  std::string lower_between(std::uint32_t start, std::uint32_t end) const {
    return byte_lowercase(text_.substr(start, end - std::min(start, end)));
  }

  /// Whether the words name the call's own method, and never its preflight.
  bool is_said_to_be_the_call() const {
    std::string_view const text = text_.substr(0, 65536);
    if (speaks_of_preflight(byte_lowercase(text))) return false;
    for (std::string_view const call : {"GET http", "POST http", "PUT http", "PATCH http", "DELETE http"})
      if (text.find(call) != std::string_view::npos) return true;
    return false;
  }

  /// Panels, and people after them, list the answer's headers above those of the request.
  static void put_questions_before_answers(std::vector<Message>& messages) {
    if (messages.size() % 2 != 0) return;
    for (std::size_t i = 0; i < messages.size(); ++i) {
      bool const is_question = messages[i].kind == Kind::request;
      if (is_question != (i % 2 == 1) || messages[i].by_command || messages[i].by_code) return;
    }
    for (std::size_t i = 0; i < messages.size(); i += 2)
      std::swap(messages[i], messages[i + 1]);
  }

  /// A request line, its answer, and then what was sent with the request: as panels and people list them.
  static void give_headers_to_bare_requests(std::vector<Message>& messages) {
    for (std::size_t i = 2; i < messages.size(); ++i) {
      Message& request = messages[i - 2];
      Message const& listed = messages[i];
      // A line of a server's log is taken for a preflight, until the headers show that it is none.
      bool const is_bare = request.kind == Kind::request && request.headers.empty() &&
                           (request.has_start_line || request.of_preflight);
      bool const is_listed = listed.kind == Kind::request && !listed.has_start_line &&
                             listed.method.empty() && !listed.by_code && !listed.by_command;
      if (!is_bare || !is_listed || messages[i - 1].kind == Kind::request) continue;
      for (Header const& row : listed.headers)
        request.headers.append(row);
      bool const by_tool = listed.headers.contains(names::user_agent) && !is_of_browser(listed.headers);
      if (by_tool && !is_preflight_request(request))
        request.of_preflight = messages[i - 1].of_preflight = false;
      messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  /// Lines of one answer that somebody picked out, with blank lines between.
  void join_excerpts(std::vector<Message>& messages) const {
    auto const is_excerpt = [](Message const& message) {
      return message.kind == Kind::headers && !message.has_start_line && !looks_complete(message.headers) &&
             !message.of_preflight;
    };
    if (messages.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 1; i < messages.size(); ++i) {
      Message& before = messages[kept];
      Message& here = messages[i];
      bool const both_or_none = is_preflight_answer(before.headers) == is_preflight_answer(here.headers);
      bool const small = before.headers.size() + here.headers.size() <= 4;
      auto const between =
          text_.substr(before.span.end, here.span.start - std::min(before.span.end, here.span.start));
      bool const adjacent = trim(between, is_http_whitespace).empty();
      if (!is_excerpt(before) || !is_excerpt(here) || !both_or_none || !small || !adjacent) {
        if (++kept != i) messages[kept] = std::move(here);
        continue;
      }
      for (Header const& row : here.headers)
        before.headers.append(row);
      before.span.end = here.span.end;
    }
    messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(kept + 1), messages.end());
  }

  /// A command whose request is printed below it, as `curl -v` does, is told by what was printed.
  void leave_out_commands_that_were_printed(std::vector<Message>& messages) {
    for (std::size_t i = 0; i + 1 < messages.size();) {
      Message const& next = messages[i + 1];
      bool const printed =
          messages[i].by_command && !next.by_command && !next.by_code && next.kind == Kind::request;
      if (!printed) {
        ++i;
        continue;
      }
      // A fragment that names no method was sent by the command all the same.
      Message& sent = messages[i + 1];
      if (sent.method.empty()) sent.method = messages[i].method;
      if (sent.target.empty() || sent.target.starts_with('/')) {
        if (sent.target.empty()) sent.start_span = messages[i].start_span;
        if (!sent.headers.contains("host") || sent.target.empty()) sent.target = messages[i].target;
      }
      if (!sent.headers.contains(names::origin))
        if (Header const* const origin = messages[i].headers.first(names::origin))
          if (!sent.has_start_line) sent.headers.append(*origin);
      messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  /// A request that somebody sent by hand, and what came back.
  struct Test {
    Message* request = nullptr;
    Message* answer = nullptr;
    std::vector<Message*> all = {};

    bool is_options() const { return request->method == "OPTIONS"; }
    std::string_view allowed() const {
      Header const* const row = answer ? answer->headers.first(names::access_control_allow_origin) : nullptr;
      return row ? row->value : std::string_view{};
    }
    std::string_view origin() const {
      Header const* const row = request->headers.first(names::origin);
      return row ? row->value : std::string_view{};
    }
    bool is_of_cors() const {
      return !origin().empty() &&
             (!is_options() || request->headers.contains(names::access_control_request_method));
    }
    bool fails() const {
      return answer &&
             (answer->status >= 300 || allowed().empty() || (allowed() != "*" && allowed() != origin()));
    }
  };

  /// A call by itself: one that a tool sends, or a page.
  static bool is_test(Message const& message) {
    Header const* const agent = message.headers.first(names::user_agent);
    bool const by_tool = agent && !is_of_browser(message.headers);
    return message.by_command ||
           (message.has_start_line && (by_tool || message.headers.contains(names::origin)));
  }

  /// Of several tests of one kind, the one that shows the fault is the call; the others are compared with it.
  void choose_among_tests(std::vector<Message>& messages) {
    std::vector<Test> tests;
    for (Message& message : messages) {
      bool const is_request = message.kind == Kind::request;
      bool const follows_redirect =
          !tests.empty() && tests.back().answer && tests.back().answer->headers.contains(names::location);
      if (is_request && !is_test(message)) return;
      if (is_request && !follows_redirect) tests.push_back({&message});
      if (tests.empty()) return;
      if (!is_request) tests.back().answer = &message;
      tests.back().all.push_back(&message);
    }
    for (bool const options : {true, false}) {
      Test const* chosen = nullptr;
      std::size_t of_kind = 0;
      auto const rank = [](Test const& test) { return 2 * test.is_of_cors() + test.fails(); };
      for (Test const& test : tests) {
        if (test.is_options() != options) continue;
        ++of_kind;
        if (!chosen || rank(test) > rank(*chosen)) chosen = &test;
      }
      if (of_kind < 2) continue;
      Test const* const elsewhere = options ? nullptr : answered_elsewhere(tests, *chosen);
      for (Test const& test : tests) {
        if (test.is_options() != options || &test == chosen) continue;
        for (Message* const message : test.all) {
          // Behind the one that fails.
          if (&test == elsewhere) message->order = static_cast<std::uint32_t>(text_.size());
          if (&test != elsewhere)
            message->ignored = "another test, with which the one that is judged is compared";
        }
      }
      if (!options) compare(tests, *chosen);
    }
    stable_sort(messages, [](Message const& message) { return message.order; });
  }

  /// Where a request went, as against where others went: without a scheme it is taken for https.
  static std::string address_of(Message const& request) {
    Header const* const host = request.headers.first("host");
    return host && request.target.starts_with('/') ? concat({"https://", host->value, request.target})
                                                   : std::string(request.target);
  }

  /// Another route of the same server, which does answer with CORS headers.
  static Test const* answered_elsewhere(std::vector<Test> const& tests, Test const& chosen) {
    auto const url = Url::parse(address_of(*chosen.request));
    bool const is_silent = url && chosen.is_of_cors() && chosen.answer && chosen.allowed().empty() &&
                           chosen.answer->status < 300;
    if (!is_silent) return nullptr;
    for (Test const& test : tests) {
      auto const other = Url::parse(address_of(*test.request));
      if (&test != &chosen && !test.is_options() && test.is_of_cors() && test.answer && other &&
          !test.fails() && other->same_origin(*url) && other->path() != url->path())
        return &test;
    }
    return nullptr;
  }

  /// The same URL was asked for without Origin before, and elsewhere the server does answer with CORS
  /// headers: what it answered first was stored.
  void compare(std::vector<Test> const& tests, Test const& chosen) {
    if (!chosen.is_of_cors() || !chosen.answer || !chosen.allowed().empty()) return;
    bool const allows_at_all =
        std::any_of(tests.begin(), tests.end(), [](Test const& test) { return !test.allowed().empty(); });
    for (Test const& test : tests) {
      if (&test == &chosen) return;
      bool const came_first =
          test.origin().empty() && address_of(*test.request) == address_of(*chosen.request);
      if (came_first && allows_at_all) {
        pasted_.clues.stored_for = test.request->span;
        return;
      }
    }
  }

  void take(Message& message, std::size_t index) {
    std::string_view chosen;
    for (auto const& [block, kind] : transcript_.options.blocks)
      if (block == index) chosen = kind == "hop" ? "redirect" : std::string_view(kind);
    if (chosen == "ignored") return note(message, "ignored", "ignored, as chosen");
    if (chosen.empty() && !message.ignored.empty())
      return note(message, "ignored", std::string(message.ignored));
    bool const is_answer = chosen == "preflight" || chosen == "response" || chosen == "redirect";
    // A block without a request line may have been mistaken for a request, or the other way round.
    if (is_answer && message.method.empty()) message.kind = Kind::response;
    if (chosen == "request" && message.status == 0) message.kind = Kind::request;
    message.of_preflight |= chosen == "preflight" && message.kind == Kind::request;
    if (message.kind == Kind::request) return take_request(message);
    take_answer(message, chosen);
  }

  void note(Message const& message, std::string kind, std::string words, std::uint32_t hop = 0) {
    Block block{std::move(kind), std::move(words), message.span, hop, {}, {}};
    // An answer's rows are in the exchange by now.
    auto const& rows = block.kind == "preflight"  ? exchange_.hops[hop].preflight.headers
                       : block.kind == "response" ? exchange_.hops[hop].response.headers
                                                  : message.headers;
    bool const is_ignored = block.kind == "ignored";
    bool const is_request = message.kind == Kind::request;
    for (Header const& row : rows) {
      bool const counts =
          !is_ignored && (is_request ? has_part_in_request(row.name) : has_part_in_answer(row.name));
      (counts ? block.taken : block.ignored).emplace_back(row.name);
    }
    pasted_.blocks.push_back(std::move(block));
  }

  void add_requested_headers(Header const& list) {
    // A value that no safelist lets through, so that the name is asked for as the preflight says it was.
    for (std::string_view const name : CommaList(list.value))
      if (is_token(name) && !exchange_.request.headers.contains(name))
        exchange_.request.headers.append({name, "\x01", span_of(text_, name), {}});
  }

  /// `https://${host}/x`, `https://<api>/x`, `'https://' + host`: what somebody puts in the place of a host,
  /// or in whose place the code puts one. Without such a mark a URL that can't be parsed is a fault of the
  /// call.
  static bool names_no_host(std::string_view url) {
    auto const host = url.substr(url.find("://") + 3);
    bool const has_mark = host.substr(0, host.find_first_of("/?#")).find_first_of("$%{}<>") < host.size();
    return has_mark || host.empty() || ((is_redacted(url) || host.starts_with('[')) && !Url::parse(url));
  }

  void read_url(Message const& message) {
    if (message.target.starts_with('/')) path_ = message.target;
    RequestGiven& request = exchange_.request;
    Span const span = message.start_span;
    if (message.target.find("://") != std::string_view::npos) {
      if (names_no_host(message.target)) return;
      request.url = {message.target, Provenance::observed, span, "the request's URL"};
      return;
    }
    Header const* host = message.headers.first("host");
    if (!host) host = message.headers.first(":authority");
    if (!host || is_redacted(host->value)) return;
    Header const* const scheme = message.headers.first(":scheme");
    bool const local = host->value.starts_with("localhost") || host->value.starts_with("127.0.0.1");
    Header const* const origin = message.headers.first(names::origin);
    // A page on http calls an API on https more often than the other way round, which browsers refuse.
    bool const insecure = local || (origin && starts_with_ignoring_case(origin->value, "http:"));
    std::string const url = concat({scheme     ? std::string(scheme->value)
                                    : insecure ? "http"
                                               : "https",
                                    "://", host->value, path_});
    if (Url::parse(url))
      request.url = {exchange_.store.keep(url), Provenance::inferred, host->value_span,
                     "the host and the request line"};
  }

  /// The URL of a request that is not the first, on the scheme of the first where it has none of its own.
  std::string_view url_of(Message const& message) const {
    if (message.target.find("://") != std::string_view::npos) return message.target;
    Header const* const host = message.headers.first("host");
    auto const first = exchange_.request.url.value;
    if (!host || !message.target.starts_with('/')) return {};
    return exchange_.store.keep(std::string(first.substr(0, first.find(':'))) + "://" +
                                std::string(host->value) + std::string(message.target));
  }

  void read_origin(Message const& message) {
    RequestGiven& request = exchange_.request;
    Header const* const site = message.headers.first("sec-fetch-site");
    auto const own = site && site->value == "same-origin" ? Url::parse(request.url.value) : std::nullopt;
    if (own)
      request.origin = {exchange_.store.keep(own->origin()), Provenance::inferred, site->value_span,
                        "Sec-Fetch-Site: same-origin"};
    if (Header const* const origin = message.headers.first(names::origin);
        origin && (origin->value == "null" || Url::parse(origin->value))) {
      request.origin = {origin->value, Provenance::observed, origin->value_span, "the Origin header"};
    } else if (Header const* const referer = message.headers.first("referer");
               referer && request.origin.value.empty()) {
      if (auto const url = Url::parse(referer->value))
        request.origin = {exchange_.store.keep(url->origin()), Provenance::inferred, referer->value_span,
                          "the Referer header"};
    }
  }

  void note_test(Message const& message) {
    // What browsers send is no test. What a tool sends tells of CORS only with the headers that a browser
    // adds.
    if (message.by_code || is_of_browser(message.headers)) return;
    bool const by_hand = message.by_command || is_bare_options(message) || message.method == "HEAD" ||
                         (message.headers.contains(names::user_agent) && message.has_start_line);
    if (!by_hand) return;
    pasted_.clues.tests.push_back({message.method, message.headers.contains(names::origin),
                                   message.headers.contains(names::access_control_request_method), false,
                                   message.start_span.empty() ? message.span : message.start_span});
    test_of_last_request_ = pasted_.clues.tests.size();
  }

  void take_request(Message& message) {
    // What follows a redirect speaks for the page too, but not always by its name.
    if (!has_request_ || message.by_code || exchange_.request.origin.value.empty()) read_origin(message);
    test_of_last_request_ = 0;
    note_test(message);
    last_request_ = &message;
    if (is_preflight_request(message) || is_bare_options(message) ||
        (message.of_preflight && message.method == "OPTIONS")) {
      if (!has_request_) read_url(message);
      if (is_preflight_request(message)) preflight_request_ = &message;
      return note(message, "preflight-request",
                  is_preflight_request(message)
                      ? "a preflight: OPTIONS with Access-Control-Request-Method"
                      : "OPTIONS without Access-Control-Request-Method: no preflight");
    }
    if (has_request_) {
      bool const adds = message.by_code || first_by_code_;
      if (!adds) {
        next_url_ = url_of(message);
        return note(message, "redirect", "the request to a redirect's target");
      }
    }
    first_by_code_ = message.by_code;
    RequestGiven& request = exchange_.request;
    if (!has_request_ || request.url.value.empty()) read_url(message);
    bool const is_method_open = !has_request_ || request.method.provenance == Provenance::assumed;
    if (!message.method.empty() && (is_method_open || !message.by_code))
      request.method = {message.method, Provenance::observed,
                        message.start_span.empty() ? message.span : message.start_span, "the request line"};
    has_request_ = true;
    for (Header const& row : message.headers)
      if (!is_added_by_browser(row.name) && !request.headers.contains(row.name)) request.headers.append(row);
    if (Header const* const cookie = message.headers.first("cookie"))
      request.credentials = {CredentialsMode::include, Provenance::inferred, cookie->name_span,
                             "a Cookie header was sent"};
    note(message, message.by_code ? "code" : "request",
         message.by_code ? "the call in the page's code" : "the request");
  }

  /// What a test sends in place of an origin (`Origin: test`) and gets back stands for any; so does the
  /// origin of an extension (Postman was one), where the page is not known to be one.
  void put_any_for_a_test_origin(Message& message) const {
    Header const* const sent = last_request_ ? last_request_->headers.first(names::origin) : nullptr;
    bool const is_test = sent && sent->value != "null" && !Url::parse(sent->value);
    for (std::size_t i = 0; i < message.headers.size(); ++i) {
      auto& value = message.headers[i].value;
      bool const is_of_tool =
          value.starts_with("chrome-extension://") && value != exchange_.request.origin.value;
      if (is_of_tool || (is_test && value == sent->value)) value = stands_for_any;
    }
  }

  /// Why a block beside a console's sentence, without a status and without any header of CORS, is not the
  /// answer to the call; empty where it may be.
  std::string_view why_beside_the_point(Message const& message, bool lone, bool is_excerpt) const {
    auto const& console = pasted_.clues.console;
    bool const is_said_to_be_missing =
        std::any_of(console.begin(), console.end(), [](ConsoleMessage const& told) {
          return told.cause == "acao-missing" && !told.engines.empty();
        });
    if (is_said_to_be_missing && is_of_settings(text_, message.headers) &&
        message.headers.contains(names::access_control_allow_origin))
      return "what code or settings have: the browser says that the answer had it not";
    bool const is_of_cors =
        std::any_of(message.headers.begin(), message.headers.end(),
                    [](Header const& row) { return starts_with_ignoring_case(row.name, "access-control-"); });
    if (is_of_cors || message.status != 0 || message.has_start_line || console.empty()) return {};
    if (is_excerpt) return "a few headers, none of which is of CORS";
    return lone && fails_in_preflight(pasted_.clues)
               ? "headers of another answer: the preflight failed, so no request followed"
               : std::string_view{};
  }

  void take_answer(Message& message, std::string_view chosen) {
    // People type the page's origin beside the answer; in a whole answer it is a mistake of the server.
    if (!message.has_start_line && message.status == 0 && exchange_.request.origin.value.empty())
      read_origin(message);
    bool const lone = last_request_ == nullptr && message.kind == Kind::headers;
    bool const asked_by_preflight =
        last_request_ && (is_preflight_request(*last_request_) || is_bare_options(*last_request_) ||
                          (last_request_->of_preflight && last_request_->method == "OPTIONS"));
    Answer& before = exchange_.hops.back().preflight;
    // A line of a log or of the console may have told the status alone.
    bool const is_told_in_full =
        before.headers.empty() && before.status == message.status && message.status >= 300;
    // Rows without a status above, and its line in a log.
    if (chosen.empty() && message.of_preflight && message.headers.empty() && before.received() &&
        before.status_span.empty()) {
      before.status = message.status;
      before.status_span = message.status_span;
      return note(message, "preflight", "the status of the response to the preflight");
    }
    bool const free = !before.received() || is_told_in_full;
    bool const answers_preflight =
        chosen.empty() ? free && (message.of_preflight || asked_by_preflight ||
                                  ((!last_request_ || last_request_->by_code) &&
                                   is_preflight_answer(message.headers) && !is_said_to_be_the_call()))
                       : chosen == "preflight";
    put_any_for_a_test_origin(message);
    bool const is_excerpt = message.status == 0 && !message.has_start_line &&
                            (!looks_complete(message.headers) || is_of_settings(text_, message.headers));
    if (chosen.empty() && !answers_preflight)
      if (auto const why = why_beside_the_point(message, lone, is_excerpt); !why.empty())
        return note(message, "ignored", std::string(why));
    // An answer to a request without what makes it one of CORS says nothing by what it lacks.
    if (test_of_last_request_ != 0) {
      HandMadeRequest& test = pasted_.clues.tests[test_of_last_request_ - 1];
      test.is_answered = true;
      bool const silent = !message.headers.contains(names::access_control_allow_origin);
      bool const is_of_cors = test.has_origin && (!asked_by_preflight || test.has_request_method);
      if (!is_of_cors && silent && chosen.empty())
        return note(message, "ignored",
                    "the answer to a request that no browser would send: what it lacks proves nothing");
    }
    bool const next_hop = chosen == "redirect" ||
                          (chosen.empty() && !answers_preflight && exchange_.hops.back().response.received());
    if (next_hop) exchange_.hops.push_back({{}, {}, std::exchange(next_url_, {})});
    Hop& hop = exchange_.hops.back();
    auto const hop_number = static_cast<std::uint32_t>(exchange_.hops.size() - 1);
    Answer& answer = answers_preflight ? hop.preflight : hop.response;
    answer.kind = Answer::Kind::received;
    // A header block without a status line is taken to be a success.
    // What POST or PUT made has a place of its own too.
    bool const redirects = message.headers.contains(names::location) &&
                           (answers_preflight || (exchange_.request.method.value != "POST" &&
                                                  exchange_.request.method.value != "PUT"));
    answer.status = message.status ? message.status : redirects ? 302 : answers_preflight ? 204 : 200;
    answer.is_excerpt = is_excerpt;
    answer.headers = std::move(message.headers);
    answer.body = message.body;
    answer.span = message.span;
    answer.status_span = message.status_span;
    std::string words = answers_preflight ? "the response to the preflight" : "the response to the request";
    if (lone && chosen.empty() && !message.of_preflight)
      words += answers_preflight ? ", since it lists methods or headers"
                                 : ", since nothing in it is of a preflight";
    if (!message.status) append(words, {"; no status line, taken to be ", std::to_string(answer.status)});
    note(message, answers_preflight ? "preflight" : "response", words, hop_number);
  }

  void finish() {
    RequestGiven& request = exchange_.request;
    request.preflight_seen |= preflight_request_ && is_of_browser(preflight_request_->headers);
    // Browsers ask across origins alone: names that say otherwise stand in place of others.
    if (auto const url = Url::parse(request.url.value);
        request.preflight_seen && !has_request_ && url && url->has_origin(request.origin.value))
      request.url = {};
    // A preflight alone tells what the request would have been; what a tool sends without a method is none.
    bool const is_asked =
        preflight_request_ && (is_of_browser(preflight_request_->headers) ||
                               preflight_request_->headers.contains(names::access_control_request_method));
    if (is_asked && !has_request_) {
      if (Header const* const method =
              preflight_request_->headers.first(names::access_control_request_method))
        request.method = {method->value, Provenance::inferred, method->value_span,
                          "Access-Control-Request-Method of the preflight"};
      if (Header const* const list = preflight_request_->headers.first(names::access_control_request_headers))
        add_requested_headers(*list);
    }
  }

  Transcript& transcript_;
  std::string_view text_;
  Pasted& pasted_;
  Exchange& exchange_;
  Message* preflight_request_ = nullptr;
  Message* last_request_ = nullptr;
  std::size_t test_of_last_request_ = 0; ///< its place among the tests and one; 0 when it is none
  std::string_view next_url_{};
  std::string_view path_ = "/"; ///< that was asked for last; the host may be named elsewhere
  bool has_request_ = false;
  bool first_by_code_ = false;
};

} // namespace

bool script_reads(HeaderList const& answer, std::string_view name) {
  if (is_safelisted(name)) return true;
  Header const* const exposed = answer.first(names::access_control_expose_headers);
  if (!exposed) return false;
  bool const star_counts = !answer.contains("access-control-allow-credentials");
  for (std::string_view const one : CommaList(exposed->value))
    if ((star_counts && one == "*") || byte_case_insensitive_match(one, name)) return true;
  return false;
}

void assemble(Transcript& transcript) { Assembler(transcript).run(); }

} // namespace whycors::paste
