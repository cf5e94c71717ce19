#include "support.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/comma_list.hpp"
#include "base/concat.hpp"
#include "base/url.hpp"

namespace whycors::rules {

Span value_span(Header const& header) {
  return header.value_span.empty() ? header.name_span : header.value_span;
}

RuleFinding& add(RuleFindings& findings, Rule const& rule, EngineSet engines, StepId step) {
  return findings.emplace_back(RuleFinding{.rule = &rule, .engines = engines, .step = step});
}

RuleFinding& add(RuleFindings& findings, Rule const& rule, Severity severity) {
  RuleFinding& finding = add(findings, rule);
  finding.severity = severity;
  return finding;
}

void point_at(RuleFinding& finding, Span place, Pieces text, bool primary) {
  finding.labels.push_back({place, concat(text), primary, std::nullopt});
}

void point_at_row(RuleFinding& finding, Answer const& answer, std::string_view name, Pieces text,
                  bool primary) {
  Header const* const row = answer.headers.first(name);
  point_at(finding, row ? value_span(*row) : answer.span, text, primary);
}

void point_at_status(RuleFinding& finding, Answer const& answer, Pieces text, bool primary) {
  point_at(finding, answer.status_span.empty() ? answer.span : answer.status_span, text, primary);
}

namespace {

/// How many letters must be put in, left out or changed to make one word of the other. Of the words so far,
/// `row` holds it for each beginning of `other`.
std::size_t edits_between(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t i = 0; i <= other.size(); ++i)
    row[i] = i;
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t before = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < other.size(); ++j) {
      std::size_t const changed = before + (one[i] == other[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({changed, before + 1, row[j] + 1});
    }
  }
  return row.back();
}

} // namespace

Header const* misspelt(Answer const& answer, std::string_view name) {
  constexpr std::size_t most_edits = 3;
  constexpr std::size_t longest = 40;
  constexpr std::string_view prefix = "access-control-";
  constexpr std::string_view known[] = {
      names::access_control_allow_origin,    names::access_control_allow_credentials,
      names::access_control_allow_methods,   names::access_control_allow_headers,
      names::access_control_expose_headers,  names::access_control_max_age,
      names::access_control_request_method,  names::access_control_request_headers,
      "access-control-allow-private-network"};
  if (!name.starts_with(prefix)) return nullptr;
  auto const last_word = [](std::string_view words) { return words.substr(words.rfind('-') + 1); };
  for (Header const& row : answer.headers) {
    if (row.name.size() > longest || row.name.size() + prefix.size() < name.size()) continue;
    std::string const written = byte_lowercase(row.name);
    if (std::find(std::begin(known), std::end(known), written) != std::end(known)) continue;
    bool const ends_alike = written.ends_with(name.substr(prefix.size()));
    bool const is_shortened =
        written.starts_with(prefix) && edits_between(last_word(written), last_word(name)) <= 1;
    bool const is_near =
        written.size() + most_edits >= name.size() && written.size() <= name.size() + most_edits;
    if (ends_alike || is_shortened || (is_near && edits_between(written, name) <= most_edits)) return &row;
  }
  return nullptr;
}

void point_at_missing(RuleFinding& finding, Answer const& answer, std::string_view text, Pieces row) {
  std::string const wanted = concat(row);
  auto const name = std::string_view(wanted).substr(0, wanted.find(':'));
  if (Header const* const slip = misspelt(answer, name)) {
    append(finding.message, {": `", slip->name, "` is misspelt"});
    append(finding.help, {"rename `", slip->name, "` to `", name, "`; if that is not enough, "});
    return point_at(finding, slip->name_span, {"no browser knows a header of this name: it is `", name, "`"});
  }
  if (answer.headers.empty()) {
    point_at_status(finding, answer, {text});
  } else {
    Header const& last = answer.headers[answer.headers.size() - 1];
    Span const place{last.name_span.start, std::max(last.name_span.end, last.value_span.end)};
    point_at(finding, place, {text});
  }
  finding.labels.back().ghost = wanted;
}

void note(RuleFinding& finding, std::string_view text) { finding.notes.emplace_back(text); }

void add_request_row(RuleFinding& finding, Diagnosis const& diagnosis, std::string_view name,
                     std::string_view text) {
  Header const* const row = diagnosis.exchange.request.headers.first(name);
  if (row && !row->name_span.empty()) point_at(finding, row->name_span, {text}, false);
}

void add_credentials_evidence(RuleFinding& finding, Diagnosis const& diagnosis) {
  auto const& credentials = diagnosis.exchange.request.credentials;
  std::string_view const mode = to_name(credentials.value);
  std::string_view const known = to_name(credentials.provenance);
  // What hangs on what nobody said is no certainty.
  if (credentials.provenance == Provenance::assumed) finding.certainty = Certainty::likely;
  if (!credentials.span.empty())
    point_at(finding, credentials.span, {"why credentials mode is taken to be \"", mode, "\" (", known, ")"},
             false);
  else
    note(finding, concat({"credentials mode is \"", mode, "\" (", known, ")"}));
}

std::string quoted_list(std::vector<std::string> const& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    append(list, {"`", names[i], "`"});
  }
  return list;
}

namespace {

bool has_any(std::string_view text, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

/// A URL's path without slashes at its end.
std::string_view path_of(std::string_view url) {
  auto const host = url.find("://");
  auto const start = url.find('/', host == std::string_view::npos ? 0 : host + 3);
  auto path = url.substr(std::min(start, url.size()));
  while (path.ends_with('/'))
    path.remove_suffix(1);
  return path;
}

} // namespace

bool leads_to_login(std::string_view from, std::string_view to) {
  std::string const asked = byte_lowercase(from.substr(0, from.find('?')));
  std::string const target = byte_lowercase(to.substr(0, to.find('?')));
  std::initializer_list<std::string_view> const hosts{"://login.", "://sso.", "://accounts.",
                                                      "cloudflareaccess.com"};
  if (has_any(target, hosts) && !has_any(asked, hosts)) return true;
  return path_of(asked) != path_of(target) &&
         has_any(target, {"/login", "/wp-login", "/signin", "/sign-in", "/sign_in", "/oauth2/",
                          "/oauth/authorize", "/authorize", "/saml", "/sso", "/auth/realms",
                          "/openid-connect/auth", "/account/logon", "/users/sign"});
}

std::string_view method_in_other_case(fetch::Failure const& failure) {
  for (Header const& row : failure.headers) {
    if (!byte_case_insensitive_match(row.name, names::access_control_allow_methods)) continue;
    for (std::string_view const element : CommaList(row.value))
      if (byte_case_insensitive_match(element, failure.hop->request_method)) return element;
  }
  return {};
}

bool has_header_wildcard(fetch::Failure const& failure) {
  auto const allowed = fetch::extract_list(failure.headers, names::access_control_allow_headers);
  return std::find(allowed.items.begin(), allowed.items.end(), "*") != allowed.items.end();
}

bool is_response_header(std::string_view name) {
  return starts_with_ignoring_case(name, "access-control-allow-") ||
         byte_case_insensitive_match(name, names::access_control_expose_headers) ||
         byte_case_insensitive_match(name, names::access_control_max_age);
}

namespace {

bool has_allow_origin(Answer const& answer) {
  return answer.received() && answer.headers.contains(names::access_control_allow_origin);
}

/// What the text of the refusal says: Starlette's, hapi's and aiohttp-cors' words.
RefusedFor told_by(std::string_view body) {
  struct Words {
    std::string_view text;
    RefusedFor reason;
  };
  constexpr Words known[] = {
      {"disallowed cors origin", RefusedFor::origin},   {"origin not allowed", RefusedFor::origin},
      {"origin is not allowed", RefusedFor::origin},    {"disallowed cors method", RefusedFor::method},
      {"disallowed cors headers", RefusedFor::headers}, {"headers are not allowed", RefusedFor::headers},
  };
  for (Words const& words : known)
    if (body.find(words.text) != std::string_view::npos) return words.reason;
  bool const of_method = body.find("cors preflight request failed: request method") != std::string_view::npos;
  return of_method ? RefusedFor::method : RefusedFor::unknown;
}

} // namespace

Refusal refusal_of(Diagnosis const& diagnosis, fetch::Failure const& failure) {
  Refusal refusal;
  if (!failure.in_preflight || !failure.answer || !failure.hop) return refusal;
  std::string const body = byte_lowercase(failure.answer->body);
  refusal.reason = told_by(body);
  bool passes_with_fewer = false;
  for (OtherAnswer const& other : diagnosis.exchange.others)
    passes_with_fewer |= other.request_headers && !has_allow_origin(*failure.answer) &&
                         has_allow_origin(other.answers.preflight);
  if (passes_with_fewer) refusal.reason = RefusedFor::headers;
  if (refusal.reason != RefusedFor::headers) return refusal;
  for (std::string_view const name : failure.hop->request_headers) {
    bool refused = body.find(name) != std::string::npos;
    for (OtherAnswer const& other : diagnosis.exchange.others)
      refused |= passes_with_fewer && other.request_headers == name && other.answers.preflight.received() &&
                 !has_allow_origin(other.answers.preflight);
    if (refused) refusal.names.emplace_back(name);
  }
  refusal.is_exact = !refusal.names.empty() || failure.hop->request_headers.size() == 1;
  // Where the list is there all the same, it tells.
  if (refusal.names.empty() && failure.answer->headers.contains(names::access_control_allow_headers))
    for (std::string_view const name : failure.refused_headers())
      refusal.names.emplace_back(name);
  refusal.is_exact |= !refusal.names.empty();
  if (refusal.names.empty())
    for (std::string_view const name : failure.hop->request_headers)
      refusal.names.emplace_back(name);
  if (refusal.names.empty()) refusal.reason = RefusedFor::unknown;
  return refusal;
}

bool is_silent_refusal(Answer const& answer) {
  bool names_list = false;
  bool says_who = false;
  for (Header const& row : answer.headers) {
    std::string const name = byte_lowercase(row.name);
    if (name.starts_with("access-control-") || name == "allow") return false;
    if (name == names::vary)
      names_list |= byte_lowercase(row.value).find("access-control-request-headers") != std::string::npos;
    says_who |= name == "server" || name == "content-type" || name == "x-powered-by" || name == "etag";
  }
  return answer.received() && !answer.is_excerpt && (names_list || !says_who);
}

bool varies_by_origin(HeaderList const& headers) {
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, names::vary)) continue;
    std::string const value = byte_lowercase(row.value);
    if (value == "*" || value.find("origin") != std::string::npos) return true;
  }
  return false;
}

bool was_judged(Diagnosis const& diagnosis) {
  Hop const& hop = diagnosis.exchange.first();
  return hop.preflight.received() || hop.response.received() || !diagnosis.clues.console.empty();
}

bool is_page_from_disk(Diagnosis const& diagnosis) {
  RequestGiven const& request = diagnosis.exchange.request;
  return starts_with_ignoring_case(request.origin.value, "file:") ||
         starts_with_ignoring_case(diagnosis.exchange.page.origin, "file:") ||
         (request.origin.value == "null" && starts_with_ignoring_case(request.url.value, "file:"));
}

std::optional<RoutesThatDiffer> routes_that_differ(Diagnosis const& diagnosis) {
  auto const& hops = diagnosis.exchange.hops;
  auto const server = Url::parse(diagnosis.exchange.request.url.value);
  if (hops.size() < 2 || !server || diagnosis.outcome(Engine::standard).same_origin) return std::nullopt;
  std::optional<RoutesThatDiffer> found;
  std::string paths[2];
  std::optional<std::size_t> places[2];
  for (std::size_t i = 0; i < hops.size(); ++i) {
    Answer const& response = hops[i].response;
    // A redirect is followed by its target, and an error says more than the lack of a header.
    if (!response.received() || response.is_excerpt || response.status >= 300) return std::nullopt;
    auto const url = i == 0 ? server : Url::parse(hops[i].url);
    if (!url || !url->same_origin(*server)) return std::nullopt;
    bool const has = response.headers.contains(names::access_control_allow_origin);
    if (places[has]) continue;
    places[has] = i;
    paths[has] = url->path();
  }
  if (places[0] && places[1] && paths[0] != paths[1])
    found = RoutesThatDiffer{*places[0], *places[1], std::move(paths[0]), std::move(paths[1])};
  return found;
}

} // namespace whycors::rules
