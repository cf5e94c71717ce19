#include "facts.hpp"

#include <algorithm>

#include "base/comma_list.hpp"
#include "base/concat.hpp"
#include "base/url.hpp"
#include "console.hpp"
#include "header_names.hpp"
#include "lines.hpp"

namespace whycors::paste {

namespace {

template <class Value>
void choose(Fact<Value>& fact, Value value) {
  fact.value = value;
  fact.provenance = Provenance::chosen;
  fact.span = {};
  fact.because = "chosen by the caller";
}

template <class Value>
bool is_open(Fact<Value> const& fact) {
  return fact.provenance == Provenance::assumed;
}

class Settler {
 public:
  Settler(Pasted& pasted, Options const& options)
      : pasted_(pasted), exchange_(pasted.exchange), request_(pasted.exchange.request), options_(options) {}

  void settle() {
    choices();
    adopt_console_facts(pasted_);
    mixed_content_that_was_let();
    // An Exchange says what it means, defaults included; everything else leaves things to be read between the
    // lines.
    if (pasted_.detected.format != "exchange-json") {
      method_from_words();
      credentials_from_words();
      headers_from_console();
      lone_preflight();
      origin_from_answers();
      credentials_from_answers();
      unknown_rows();
      preflight_that_was_sent();
    } else if (request_.origin.value.empty() && !exchange_.page.origin.empty()) {
      request_.origin = {exchange_.page.origin, Provenance::inferred, {}, "the page's origin"};
    }
    defaults();
  }

 private:
  void choices() {
    if (options_.origin) choose(request_.origin, exchange_.store.keep(*options_.origin));
    if (options_.credentials)
      if (auto const mode = from_name<CredentialsMode>(*options_.credentials))
        choose(request_.credentials, *mode);
    if (options_.initiator)
      if (auto const initiator = from_name<Initiator>(*options_.initiator))
        choose(request_.initiator, *initiator);
  }

  /// A browser that speaks of what a server answered had let the call go out, http from https or not; and a
  /// tool calls from no page at all.
  void mixed_content_that_was_let() {
    if (!pasted_.clues.tests.empty() && !exchange_.page.secure) exchange_.page.secure = false;
    for (ConsoleMessage const& message : pasted_.clues.console) {
      bool const saw_an_answer = message.cause.starts_with("acao-") || message.cause.starts_with("acac-") ||
                                 message.cause.starts_with("redirect-") || message.in_preflight ||
                                 message.status != 0 || message.cause == "local-network-access";
      if (!message.engines.empty() && saw_an_answer && message.cause != "mixed-content" &&
          !exchange_.page.secure)
        exchange_.page.secure = false;
    }
  }

  /// Lines that name a method otherwise than as one of a list of allowed ones.
  void method_from_words() {
    if (!is_open(request_.method)) return;
    std::string_view const text = pasted_.clues.text.substr(0, 65536);
    for (Line const& line : split_lines(text)) {
      if (line.text.find("llow-") != std::string_view::npos ||
          line.text.find("llowed") != std::string_view::npos ||
          line.text.find("llow:") != std::string_view::npos)
        continue;
      std::string_view found;
      std::size_t named = 0;
      for (std::string_view const method : {"PUT", "PATCH", "DELETE", "GET", "POST", "HEAD"}) {
        auto const word = word_in(line.text, method);
        named += !word.empty();
        if (found.empty() && method != "GET" && method != "POST" && method != "HEAD") found = word;
      }
      if (found.empty() || named > 1) continue;
      return take_from_words(found);
    }
    // Those that need no preflight are words of many things, unless they stand before what is called.
    if (text.find("GET /") != std::string_view::npos || text.find("GET http") != std::string_view::npos)
      return;
    for (std::string_view const call : {"POST http", "POST /", "POST .../"})
      if (auto const at = text.find(call); at != std::string_view::npos)
        return take_from_words(text.substr(at, 4));
  }

  void take_from_words(std::string_view method) {
    request_.method = {method, Provenance::inferred, span_of(pasted_.clues.text, method),
                       "the paste speaks of it"};
  }

  static std::string_view word_in(std::string_view line, std::string_view word) {
    auto const at = line.find(word);
    if (at == std::string_view::npos) return {};
    bool const begins = at == 0 || !is_token_byte(line[at - 1]) || line[at - 1] == '`' || line[at - 1] == '*';
    auto const end = at + word.size();
    bool const ends = end == line.size() || !is_token_byte(line[end]) || line[end] == '`' || line[end] == '*';
    return begins && ends ? line.substr(at, word.size()) : std::string_view{};
  }

  void credentials_from_words() {
    if (!is_open(request_.credentials)) return;
    std::string_view const text = pasted_.clues.text.substr(0, 65536);
    for (std::string_view const words :
         {"withCredentials: true", "withCredentials = true", "withCredentials=true", "withCredentials:true",
          "credentials: 'include'", "credentials: \"include\"", "\"credentials\": \"include\""}) {
      auto const at = text.find(words);
      if (at == std::string_view::npos) continue;
      auto const start = static_cast<std::uint32_t>(at);
      request_.credentials = {CredentialsMode::include,
                              Provenance::inferred,
                              {start, start + static_cast<std::uint32_t>(words.size())},
                              "the paste says so"};
      return;
    }
    for (ConsoleMessage const& message : pasted_.clues.console)
      if (message.cause == "acao-wildcard-with-credentials" || message.cause.starts_with("acac-"))
        if (!message.engines.empty())
          request_.credentials = {CredentialsMode::include, Provenance::inferred, message.span,
                                  "the console's message is about credentials"};
  }

  /// A header that a console says was refused is one that the request has.
  void headers_from_console() {
    for (ConsoleMessage const& message : pasted_.clues.console)
      if (message.cause == "acah-missing-header" && !message.parameter.empty() &&
          !request_.headers.contains(message.parameter))
        request_.headers.append({message.parameter, "\x01", {}, {}});
  }

  /// A preflight's answer alone is judged for a request that would cause one, as far as the answer tells of
  /// it.
  void lone_preflight() {
    Answer const& answer = exchange_.first().preflight;
    bool const alone = answer.received() && !exchange_.first().response.received() &&
                       request_.headers.empty() && is_open(request_.method);
    if (!alone) return;
    Header const* const methods = answer.headers.first(names::access_control_allow_methods);
    if (methods)
      for (std::string_view const method : {"PUT", "DELETE", "PATCH"})
        if (auto const at = methods->value.find(method); at != std::string_view::npos)
          return take_method(*methods, at, method.size());
    if (Header const* const headers = answer.headers.first(names::access_control_allow_headers)) {
      // The first that script can send.
      for (std::string_view const name : CommaList(headers->value)) {
        if (!is_token(name) || is_added_by_browser(name)) continue;
        request_.headers.append({name == "*" ? "x-requested-with" : name, "\x01", headers->value_span, {}});
        return;
      }
      return force_preflight();
    }
    auto const first = methods
                           ? trim(methods->value.substr(0, methods->value.find(',')), is_http_tab_or_space)
                           : std::string_view{};
    if (!is_token(first)) return;
    take_method(*methods, static_cast<std::size_t>(first.data() - methods->value.data()), first.size());
    force_preflight();
  }

  /// An upload listener is what makes a preflight of any request.
  void force_preflight() {
    request_.upload_listener = true;
    if (is_open(request_.initiator))
      request_.initiator = {Initiator::xhr,
                            Provenance::assumed,
                            {},
                            "a preflight was sent for a request that seems to need none"};
  }

  void take_method(Header const& row, std::size_t at, std::size_t size) {
    request_.method = {row.value.substr(at, size), Provenance::assumed, row.value_span,
                       "nothing names the method; one that the answer lists is taken"};
  }

  /// A preflight that was sent although the request as it is known needs none: by hand most of the time, and
  /// judged by its status and its origin; or a browser tells of it, and what called for it is not in the
  /// paste.
  void preflight_that_was_sent() {
    std::string_view const method = request_.method.value;
    bool const is_simple = method == "GET" || method == "HEAD" || method == "POST";
    if (!request_.headers.empty() || !is_simple) return;
    Answer const& answer = exchange_.first().preflight;
    if (!answer.received()) {
      request_.preflight_seen |= fails_in_preflight(pasted_.clues);
      return;
    }
    // Beside a response it counts where nothing else says what the call was.
    if (!exchange_.first().response.received() || is_open(request_.method)) request_.preflight_seen = true;
  }

  template <class Visit>
  void each_answer(Visit visit) {
    for (Hop& hop : exchange_.hops)
      for (Answer* const answer : {&hop.preflight, &hop.response})
        if (answer->received()) visit(*answer);
  }

  void origin_from_answers() {
    if (request_.origin.value.empty() && !exchange_.page.origin.empty())
      request_.origin = {exchange_.page.origin, Provenance::inferred, {}, "the page's origin"};
    if (!request_.origin.value.empty()) return;
    // An allowed origin that is no wildcard was made for somebody: as good a guess as there is.
    each_answer([&](Answer const& answer) {
      Header const* const row = answer.headers.first(names::access_control_allow_origin);
      auto const url = row ? Url::parse(row->value) : std::nullopt;
      bool const is_pattern = row && row->value.find('*') != std::string_view::npos;
      if (url && url->origin() == row->value && !is_pattern && request_.origin.value.empty())
        request_.origin = {row->value, Provenance::assumed, row->value_span,
                           "no request names an origin; the one that the server allows is taken"};
    });
  }

  /// Access-Control-Allow-Credentials is of no use but to calls with credentials.
  void credentials_from_answers() {
    if (!is_open(request_.credentials)) return;
    // A browser that came as far as the lists had let the origin pass, which `*` does without credentials
    // alone.
    bool const origin_passed = std::any_of(
        pasted_.clues.console.begin(), pasted_.clues.console.end(), [](ConsoleMessage const& message) {
          return !message.engines.empty() &&
                 (message.cause.starts_with("acah-") || message.cause.starts_with("acam-"));
        });
    if (origin_passed) return;
    Header const* speaks = nullptr;
    // Without the origin an answer fails with credentials and without.
    bool lacks_origin = false;
    each_answer([&](Answer const& answer) {
      lacks_origin |= !answer.is_excerpt && !answer.headers.contains(names::access_control_allow_origin);
      Header const* const row = answer.headers.first("access-control-allow-credentials");
      if (!speaks && row && row->value != "false") speaks = row;
    });
    if (!speaks || lacks_origin) return;
    request_.credentials = {CredentialsMode::include, Provenance::assumed,
                            speaks->value_span.empty() ? speaks->name_span : speaks->value_span,
                            "the server speaks of credentials; without them the header has no meaning"};
  }

  /// What an excerpt leaves out, or what somebody made unreadable, is taken to be right: nothing can be told
  /// from it.
  void unknown_rows() {
    std::string_view const origin = request_.origin.value.empty() ? assumed_origin() : request_.origin.value;
    each_answer([&](Answer& answer) {
      bool any_row_of_cors = false;
      for (std::size_t i = 0; i < answer.headers.size(); ++i) {
        Header& row = answer.headers[i];
        any_row_of_cors |= starts_with_ignoring_case(row.name, "access-control-");
        bool const goes_on = row.value.find("...") != std::string_view::npos;
        auto const is = [&row](std::string_view name) { return byte_case_insensitive_match(row.name, name); };
        auto const take = [&](std::string_view value) {
          row.value = value;
          answer.is_excerpt = true;
        };
        if (is(names::access_control_allow_origin) && is_redacted(row.value)) take(origin);
        if (is(names::access_control_allow_methods) && goes_on) take(request_.method.value);
        if (is(names::access_control_allow_headers) && goes_on) take(names_of_headers());
      }
      if (answer.is_excerpt && any_row_of_cors &&
          !answer.headers.contains(names::access_control_allow_origin))
        answer.headers.append({names::access_control_allow_origin, origin, {}, {}});
      bool const credentials_unknown = answer.is_excerpt && any_row_of_cors &&
                                       request_.credentials.value == CredentialsMode::include &&
                                       !answer.headers.contains("access-control-allow-credentials");
      if (credentials_unknown && (request_.credentials.provenance == Provenance::inferred ||
                                  request_.credentials.provenance == Provenance::assumed))
        answer.headers.append({"access-control-allow-credentials", "true", {}, {}});
    });
    if (request_.origin.value.empty() &&
        std::any_of(exchange_.hops.begin(), exchange_.hops.end(),
                    [](Hop const& hop) { return hop.preflight.is_excerpt || hop.response.is_excerpt; }))
      request_.origin = {origin, Provenance::assumed, {}, "nothing names the page's origin"};
  }

  /// The names of the call's headers as a list.
  std::string_view names_of_headers() {
    std::string list;
    for (Header const& row : request_.headers)
      append(list, {list.empty() ? "" : ",", row.name});
    return exchange_.store.keep(list);
  }

  /// A page of the URL's own scheme, so that no mixed content is made up.
  std::string_view assumed_origin() const {
    return starts_with_ignoring_case(request_.url.value, "http:") ? "http://your-page.invalid"
                                                                  : "https://your-page.invalid";
  }

  void defaults() {
    if (request_.origin.value.empty() && starts_with_ignoring_case(request_.url.value, "file:"))
      request_.origin = {"null", Provenance::inferred, {}, "a file is asked for by a page from disk"};
    if (request_.url.value.empty()) {
      bool const insecure = starts_with_ignoring_case(request_.origin.value, "http:");
      request_.url = {insecure ? "http://your-api.invalid/" : "https://your-api.invalid/",
                      Provenance::assumed,
                      {},
                      "nothing names the URL"};
    }
    if (request_.origin.value.empty())
      request_.origin = {assumed_origin(), Provenance::assumed, {}, "nothing names the page's origin"};
  }

  Pasted& pasted_;
  Exchange& exchange_;
  RequestGiven& request_;
  Options const& options_;
};

} // namespace

void settle_facts(Pasted& pasted, Options const& options) { Settler(pasted, options).settle(); }

} // namespace whycors::paste
