#include "remedies.hpp"

#include <algorithm>
#include <utility>

#include "base/comma_list.hpp"
#include "base/concat.hpp"
#include "base/curl.hpp"
#include "base/neighbours.hpp"
#include "base/stable_sort.hpp"
#include "base/url.hpp"
#include "platforms/platforms.hpp"

namespace whycors::remedies {

namespace {

/// Letters, digits and marks that mean nothing in any config's syntax.
bool is_safe(std::string_view text, std::string_view marks) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char byte) {
    return is_ascii_alpha(byte) || is_ascii_digit(byte) || marks.find(byte) != std::string_view::npos;
  });
}

/// A shallow copy: it views the same text.
Exchange copy_of(Exchange const& exchange) {
  Exchange copy;
  copy.id = exchange.id;
  copy.page = exchange.page;
  copy.request = exchange.request;
  copy.hops = exchange.hops;
  return copy;
}

bool is_forbidden_to_configs(std::string_view name) {
  return starts_with_ignoring_case(name, "access-control-");
}

void set(HeaderList& headers, std::string_view name, std::string_view value) {
  headers.remove(name);
  headers.append(name, value);
}

template <class Text>
std::string joined(std::vector<Text> const& items, std::string_view separator) {
  std::string text;
  for (Text const& item : items) {
    if (!text.empty()) text += separator;
    text += item;
  }
  return text;
}

/// A call whose answer shows that it is mended: its preflight, where it has one.
struct Check {
  std::string_view url;
  std::string_view origin;
  std::string_view method;
  std::string headers; ///< Access-Control-Request-Headers
  bool is_preflighted;
  bool may_be_any_origin; ///< `*` in the answer will do as well
  bool with_credentials;
};

/// What to put in place of what nothing in the paste names.
std::string stand_ins(RequestGiven const& request, bool is_preflighted) {
  std::string text;
  for (Fact<std::string_view> const* const fact : {&request.origin, &request.url, &request.method})
    if (fact->provenance == Provenance::assumed && (is_preflighted || fact != &request.method))
      append(text, {"; put your own in place of `", fact->value, "`"});
  return text;
}

/// The command and the clicks that show it mended.
std::string how_to_verify(Check const& check) {
  CurlCommand command(check.is_preflighted ? "OPTIONS" : "");
  command.header("Origin", check.origin);
  if (check.is_preflighted)
    command.header("Access-Control-Request-Method", check.method)
        .header("Access-Control-Request-Headers", check.headers);
  return concat({command.to(check.url), " must answer ", check.is_preflighted ? "200 to 299 and " : "with ",
                 "`Access-Control-Allow-Origin: ", check.origin, "`",
                 check.may_be_any_origin ? " or `*`" : "",
                 check.with_credentials ? " and `Access-Control-Allow-Credentials: true`" : "",
                 ". In the browser: DevTools, Network, reload, ",
                 check.is_preflighted ? "filter `method:OPTIONS`, then the request below it" : "the request",
                 ": status and response headers"});
}

/// What can bear a platform's marks: the answers, and the paste in lower case.
class Evidence {
 public:
  Evidence(Exchange const& exchange, std::string text)
      : exchange_(exchange), text_(std::move(text)), neighbours_(text_) {}

  bool bears(std::string_view mark) const {
    auto const colon = mark.find(':');
    auto const name = mark.substr(0, colon);
    auto const part = trim(mark.substr(colon + 1), is_http_whitespace);
    if (name == "text") return neighbours_.may_hold(part) && has_words(part);
    for (Hop const& hop : exchange_.hops)
      for (Answer const* const answer : {&hop.preflight, &hop.response}) {
        if (name == "body" && byte_lowercase(answer->body).find(part) != std::string::npos) return true;
        for (Header const& row : answer->headers)
          if (byte_case_insensitive_match(row.name, name) &&
              byte_lowercase(row.value).find(part) != std::string::npos)
            return true;
      }
    return false;
  }

  /// Whether the text has it, and not as the end of another word: `setHeader(` is no `header(`.
  bool has_words(std::string_view words) const {
    for (auto at = text_.find(words); at != std::string::npos; at = text_.find(words, at + 1))
      if (at == 0 || !is_ascii_alpha(words.front()) || !is_ascii_alpha(text_[at - 1])) return true;
    return false;
  }

  /// The first mark of the platform that is there, or nothing.
  std::string_view mark_of(platforms::Platform const& platform) const {
    for (std::string_view rest = platform.marks; !rest.empty();) {
      auto const mark = rest.substr(0, rest.find('\n'));
      if (bears(mark)) return mark;
      rest.remove_prefix(std::min(mark.size() + 1, rest.size()));
    }
    return {};
  }

 private:
  Exchange const& exchange_;
  std::string text_;
  Neighbours neighbours_;
};

constexpr std::string_view of_text = "text: ";

/// The platforms that are recognised, each with its mark: those whose settings or code somebody pasted, then
/// applications, then the server that they are behind, as what the server adds would be there twice.
std::vector<std::pair<platforms::Platform const*, std::string_view>> recognized(Evidence const& evidence) {
  std::vector<std::pair<platforms::Platform const*, std::string_view>> found;
  for (platforms::Platform const* const platform : platforms::all())
    if (auto const mark = evidence.mark_of(*platform); !mark.empty()) found.emplace_back(platform, mark);
  stable_sort(found, [](auto const& one) {
    return one.second.starts_with(of_text) ? 0 : one.second.starts_with("x-powered-by:") ? 1 : 2;
  });
  return found;
}

/// The config of the platform that the reader names; of those whose marks the answers bear; or of the
/// reader's usual one.
void add_configs(Remedy& remedy, ServerPolicy const& policy, Diagnosis const& diagnosis,
                 Options const& options) {
  constexpr std::size_t most = 2;
  constexpr std::size_t longest_text = 65536;
  Evidence const evidence(diagnosis.exchange, byte_lowercase(diagnosis.clues.text.substr(0, longest_text)));
  auto const add = [&](platforms::Platform const& platform, std::string_view mark) {
    if (mark.starts_with(of_text)) mark.remove_prefix(of_text.size());
    auto const tried = platforms::evidence_of(platform);
    remedy.configs.push_back({std::string(platform.name), config(platform, policy), tried.grade,
                              std::string(tried.version), platforms::traps_of(platform), std::string(mark)});
  };
  auto const add_named = [&](std::optional<std::string> const& name) {
    auto const* const platform = name ? platforms::find(*name) : nullptr;
    if (platform) add(*platform, evidence.mark_of(*platform));
  };
  if (options.platform) return add_named(options.platform);
  for (auto const& [platform, mark] : recognized(evidence))
    if (remedy.configs.size() < most) add(*platform, mark);
  if (remedy.configs.empty()) add_named(options.usual_platform);
}

std::string intent_of(ServerPolicy const& policy, bool is_method_assumed) {
  std::string intent = "let the server allow ";
  intent += policy.origins.front();
  intent += " to send ";
  intent += policy.is_call_unknown ? "the method and the headers of your call, which are not in the paste"
                                   : joined(policy.methods, ", ");
  if (is_method_assumed && !policy.is_call_unknown) intent += " (or the method of your call)";
  if (!policy.headers.empty()) {
    intent += " with ";
    intent += joined(policy.headers, ", ");
  }
  if (policy.credentials) intent += ", with credentials";
  if (!policy.exposed.empty()) {
    intent += ", and to read ";
    intent += joined(policy.exposed, ", ");
  }
  return intent;
}

/// Causes that a server's policy mends.
bool is_mended_by_policy(std::string_view name) {
  for (std::string_view const family :
       {"acao-", "acac-", "acah-", "acam-", "preflight-status", "preflight-auth", "preflight-redirect",
        "actual-response", "error-response", "origin-rejected", "redirect-cors-failure", "route-without-cors",
        "exposed-header-missing", "cached-response", "nginx-", "config-"})
    if (name.starts_with(family)) return true;
  return false;
}

/// Where the first answer that is a redirect leads; nothing where none is, or it is no web address.
std::optional<std::string> redirect_target(Diagnosis const& diagnosis) {
  Exchange const& exchange = diagnosis.exchange;
  auto const base = Url::parse(exchange.request.url.value);
  for (Answer const* const answer : {&exchange.first().preflight, &exchange.first().response}) {
    Header const* const location = answer->headers.first("location");
    if (!base || !location || answer->status < 300 || answer->status > 399) continue;
    if (auto const target = Url::parse(location->value, &*base); target && target->is_http())
      return std::string(target->href());
  }
  return std::nullopt;
}

/// Causes that lie with a server that may not be the reader's own.
bool may_be_of_others(std::string_view name) {
  for (std::string_view const cause : {"acao-missing", "acao-mismatch", "actual-response-missing-acao",
                                       "route-without-cors", "preflight-status", "origin-rejected-403"})
    if (name == cause) return true;
  return false;
}

/// The way that needs no leave: the page's own server makes the call.
Remedy call_from_own_server(Diagnosis const& diagnosis, std::string const& origin, TryOut try_out) {
  Exchange changed = copy_of(diagnosis.exchange);
  std::string own = origin;
  own += "/api/";
  changed.request.url.value = changed.store.keep(own);
  changed.hops.assign(1, Hop{});
  changed.first().response.kind = Answer::Kind::received;
  changed.first().response.status = 200;
  Remedy remedy;
  remedy.intent =
      "where the API is somebody else's, call it from your own server, and let the page call that: ";
  remedy.intent += own;
  remedy.passes_in = try_out(changed).passes_in;
  remedy.applicability = Applicability::needs_review;
  remedy.verify =
      "in DevTools, Network: the page's call goes to its own origin, and no OPTIONS goes before it";
  return remedy;
}

/// A change of the page's own code: what to do, and the exchange as it would go then.
struct ClientChange {
  std::string intent;
  Exchange changed;
};

std::vector<ClientChange> client_changes(Diagnosis const& diagnosis, RuleFinding const& finding) {
  std::vector<ClientChange> changes;
  auto const add = [&](std::string intent) -> Exchange& {
    return changes.emplace_back(ClientChange{std::move(intent), copy_of(diagnosis.exchange)}).changed;
  };
  std::string_view const name = finding.rule->name;
  std::string const& parameter = finding.parameter;
  bool const of_header = name == "request-carries-response-header" || name == "acah-missing-header" ||
                         name == "acah-wildcard-not-covering";
  if (of_header && !parameter.empty()) {
    std::vector<std::string> names = finding.more_parameters;
    names.insert(names.begin(), parameter);
    Exchange& changed = add(concat({"don't send ", joined(names, ", "), " from the page"}));
    for (std::string const& header : names)
      changed.request.headers.remove(header);
  }
  if (name == "acam-method-case" || name == "acam-missing-method") {
    std::string upper = parameter;
    for (char& byte : upper)
      byte = byte_uppercase(byte);
    if (upper != parameter) {
      Exchange& changed = add(concat({"write the method in capitals: `", upper, "`"}));
      changed.request.method.value = changed.store.keep(upper);
    }
  }
  bool const of_credentials =
      name == "acao-wildcard-with-credentials" || name == "acac-missing" || name == "acac-invalid-value";
  if (of_credentials && diagnosis.exchange.request.credentials == CredentialsMode::include)
    add("send no credentials, where the call needs none: `credentials: 'omit'`, or `withCredentials = false`")
        .request.credentials.value = CredentialsMode::same_origin;
  if (auto const url = redirect_target(diagnosis);
      url && name.find("redirect") != std::string_view::npos && name != "redirect-to-login") {
    Exchange& changed = add(concat({"call the URL at the end of the redirect: ", *url}));
    changed.request.url.value = changed.store.keep(*url);
    changed.hops.erase(changed.hops.begin());
    if (changed.hops.empty()) changed.hops.emplace_back();
  }
  // An element has a mode of its own, which no code sets.
  bool const sets_mode =
      name == "same-origin-mode" && diagnosis.exchange.request.mode == RequestMode::same_origin;
  if (name == "opaque-no-cors" || sets_mode)
    add("remove `mode`: the default, `cors`, is the one that lets the page read the answer")
        .request.mode.value = RequestMode::cors;
  return changes;
}

/// The names that the preflight's answer lists under `header` beyond those of the policy, which replacing the
/// server's config would take from other calls.
void add_allowed_beyond(std::string_view header, std::vector<std::string> const& needed,
                        Exchange const& exchange, std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  constexpr std::string_view always_allowed[] = {"GET", "HEAD", "POST", "OPTIONS"};
  if (exchange.hops.empty()) return;
  auto const has = [](auto const& list, std::string_view name) {
    return std::any_of(std::begin(list), std::end(list),
                       [name](std::string_view one) { return byte_case_insensitive_match(one, name); });
  };
  for (Header const& row : exchange.hops.front().preflight.headers)
    if (byte_case_insensitive_match(row.name, header))
      for (std::string_view const name : CommaList(row.value))
        if (names.size() < most && is_safe(name, "-_") && name.find("--") == std::string_view::npos &&
            !has(always_allowed, name) && !has(needed, name) && !has(names, name))
          names.emplace_back(name);
}

} // namespace

std::optional<ServerPolicy> policy_needed(Diagnosis const& diagnosis) {
  RequestGiven const& request = diagnosis.exchange.request;
  auto const origin = Url::parse(request.origin.value);
  auto const url = Url::parse(request.url.value);
  if (!origin || !url || !origin->is_http() || !url->is_http() || request.client == ClientKind::sandboxed)
    return std::nullopt;
  ServerPolicy policy;
  std::string const serialized = origin->origin();
  if (!is_safe(serialized, ".-_:/[]")) return std::nullopt;
  policy.origins.push_back(serialized);
  policy.is_placeholder = request.origin.provenance == Provenance::assumed;
  Trace const& standard = diagnosis.trace(Engine::standard);
  std::string_view const method = standard.hops.empty() || standard.hops.front().method.empty()
                                      ? request.method.value
                                      : standard.hops.front().method;
  auto const add = [&policy](std::vector<std::string>& list, std::string const& name,
                             std::string_view marks) {
    if (std::find(list.begin(), list.end(), name) != list.end()) return;
    (is_safe(name, marks) ? list : policy.left_out).push_back(name);
  };
  add(policy.methods, std::string(method), "-_");
  if (policy.methods.empty()) policy.methods.emplace_back("GET");
  for (std::string_view const name : standard.unsafe_header_names)
    if (!is_forbidden_to_configs(name)) add(policy.headers, std::string(name), "-_.");
  add_allowed_beyond(names::access_control_allow_methods, policy.methods, diagnosis.exchange,
                     policy.allowed_today);
  add_allowed_beyond(names::access_control_allow_headers, policy.headers, diagnosis.exchange,
                     policy.allowed_today);
  bool const is_simple = method == "GET" || method == "HEAD" || method == "POST";
  policy.is_call_unknown = request.preflight_seen && policy.headers.empty() &&
                           (is_simple || request.method.provenance == Provenance::assumed);
  policy.credentials = request.credentials == CredentialsMode::include;
  for (ConsoleMessage const& message : diagnosis.clues.console)
    if (message.cause == "exposed-header-missing" && !message.parameter.empty())
      add(policy.exposed, std::string(message.parameter), "-_.");
  return policy;
}

Exchange apply(ServerPolicy const& policy, Exchange const& exchange) {
  Exchange mended = copy_of(exchange);
  TextStore& store = mended.store;
  std::string_view const origin = store.keep(policy.origins.front());
  auto const allow = [&](HeaderList& headers) {
    set(headers, names::access_control_allow_origin, origin);
    headers.remove("access-control-allow-credentials");
    if (policy.credentials) headers.append("access-control-allow-credentials", "true");
    if (!policy.exposed.empty())
      set(headers, names::access_control_expose_headers, store.keep(joined(policy.exposed, ", ")));
    headers.append(names::vary, "Origin");
  };
  for (Hop& hop : mended.hops) {
    hop.preflight.reset();
    hop.preflight.kind = Answer::Kind::received;
    hop.preflight.status = 204;
    allow(hop.preflight.headers);
    hop.preflight.headers.append(names::access_control_allow_methods,
                                 store.keep(joined(policy.methods, ", ")));
    if (!policy.headers.empty())
      hop.preflight.headers.append(names::access_control_allow_headers,
                                   store.keep(joined(policy.headers, ", ")));
    hop.preflight.headers.append(names::access_control_max_age, store.keep(std::to_string(policy.max_age)));
    if (!hop.response.received()) {
      hop.response.kind = Answer::Kind::received;
      hop.response.status = 200;
    }
    allow(hop.response.headers);
  }
  return mended;
}

std::vector<Remedy> remedies_for(Diagnosis const& diagnosis, RuleFinding const& finding,
                                 Options const& options, TryOut try_out) {
  std::vector<Remedy> remedies;
  for (auto& [intent, changed] : client_changes(diagnosis, finding)) {
    Remedy remedy;
    remedy.intent = std::move(intent);
    Tried const tried = try_out(changed);
    remedy.passes_in = tried.passes_in;
    remedy.applicability = Applicability::needs_review;
    auto const url = Url::parse(changed.request.url.value);
    if (url && url->has_origin(changed.request.origin.value))
      remedy.verify = "run the call again: in DevTools, Network, it must no longer be red";
    else
      remedy.verify = how_to_verify({changed.request.url.value, changed.request.origin.value, tried.method,
                                     joined(tried.request_headers, ","), tried.is_preflighted,
                                     changed.request.credentials != CredentialsMode::include,
                                     changed.request.credentials == CredentialsMode::include}) +
                      stand_ins(changed.request, tried.is_preflighted);
    remedies.push_back(std::move(remedy));
  }
  if (!is_mended_by_policy(finding.rule->name)) return remedies;
  auto policy = policy_needed(diagnosis);
  if (!policy) return remedies;
  bool const is_of_exposure = finding.rule->name == std::string_view("exposed-header-missing");
  if (is_of_exposure && policy->exposed.empty() && is_safe(finding.parameter, "-_."))
    policy->exposed.push_back(finding.parameter);
  Remedy remedy;
  remedy.intent = intent_of(*policy, diagnosis.exchange.request.method.provenance == Provenance::assumed);
  // What is not known can't be tried.
  if (!policy->is_call_unknown) {
    Exchange mended = apply(*policy, diagnosis.exchange);
    remedy.passes_in = try_out(mended).passes_in;
  }
  bool const is_assumed = policy->is_placeholder || policy->is_call_unknown ||
                          diagnosis.exchange.request.url.provenance == Provenance::assumed;
  remedy.applicability = is_assumed ? Applicability::has_placeholders : Applicability::exact;
  remedy.verify =
      how_to_verify({diagnosis.exchange.request.url.value, policy->origins.front(), policy->methods.front(),
                     joined(policy->headers, ","), diagnosis.outcome(Engine::standard).preflight_needed,
                     false, policy->credentials}) +
      stand_ins(diagnosis.exchange.request, diagnosis.outcome(Engine::standard).preflight_needed);
  add_configs(remedy, *policy, diagnosis, options);
  // What the server must do comes first, unless the page itself is at fault.
  bool const page_first = finding.rule->name == std::string_view("request-carries-response-header") ||
                          finding.rule->name == std::string_view("acam-method-case");
  remedies.insert(page_first ? remedies.end() : remedies.begin(), std::move(remedy));
  if (may_be_of_others(finding.rule->name))
    remedies.push_back(call_from_own_server(diagnosis, policy->origins.front(), try_out));
  return remedies;
}

namespace {

/// A route as it can stand in a comment: what is safe in an address may still end one.
std::string printable(std::string_view route) {
  bool const is_safe_in_comments = is_safe(route, "-._~:/%[]") && route.find("--") == std::string_view::npos;
  return std::string(is_safe_in_comments ? route : std::string_view("a route with unusual marks"));
}

} // namespace

std::string config(platforms::Platform const& platform, ServerPolicy const& policy,
                   std::vector<std::string> const& routes) {
  std::vector<std::string> comments;
  for (std::string const& route : routes)
    comments.push_back("for " + printable(route));
  if (policy.is_placeholder)
    comments.push_back("PLACEHOLDER: no request names the page's origin; replace " + policy.origins.front() +
                       " by it before you use this");
  if (policy.is_call_unknown)
    comments.push_back(
        "PLACEHOLDER: nothing names the method or the headers of your call; put its method in place of " +
        policy.methods.front() + ", and allow its headers, before you use this");
  for (std::string const& name : policy.left_out)
    comments.push_back("LEFT OUT: a name with marks that are not safe in a config; add it by hand (" +
                       std::to_string(name.size()) + " bytes)");
  // A file without comments is better whole than with a hint.
  if (!policy.allowed_today.empty() && !platform.comment.empty())
    comments.push_back("NOT IN HERE, and allowed by your server today: " +
                       joined(policy.allowed_today, ", ") + "; add what other calls need");
  std::string text = platforms::write(platform, policy);
  std::string unescaped = text;
  std::erase(unescaped, '\\');
  for (std::string const& origin : policy.origins)
    if (unescaped.find(origin) == std::string::npos)
      comments.push_back("ONE ORIGIN ONLY: this file can name one, and leaves out " + origin);
  // JSON has no comments; a file that has to be looked at before it is used may well not load.
  std::string_view const mark = platform.comment.empty() ? "//" : platform.comment;
  std::string above;
  for (std::string const& comment : comments) {
    above += mark;
    above += ' ';
    above += comment;
    above += mark == "<!--" ? " -->\n" : "\n";
  }
  constexpr std::string_view opening = "<?php\n";
  text.insert(text.starts_with(opening) ? opening.size() : 0, above);
  return text;
}

std::string markdown(ServerPolicy const& policy, std::vector<std::string> const& routes) {
  std::string text = "## CORS\n\n";
  for (std::string const& route : routes)
    text += "- `" + printable(route) + "`\n";
  if (!routes.empty()) text += '\n';
  text += "Pages of these origins may call this API from a browser:\n\n";
  for (std::string const& origin : policy.origins) {
    text += "- `";
    text += origin;
    text += "`\n";
  }
  auto const row = [&text](std::string_view what, std::string const& value) {
    text += "| ";
    text += what;
    text += " | ";
    text += value;
    text += " |\n";
  };
  auto const code = [](std::vector<std::string> const& items) {
    std::string list;
    for (std::string const& item : items) {
      list += list.empty() ? "`" : ", `";
      list += item;
      list += '`';
    }
    return list.empty() ? std::string("none beyond the usual ones") : list;
  };
  text += "\n| | |\n|---|---|\n";
  row("Methods", code(policy.methods));
  row("Request headers", code(policy.headers));
  row("Response headers that scripts can read", code(policy.exposed));
  row("Cookies and other credentials",
      policy.credentials ? "sent and allowed (`credentials: 'include'`)" : "not allowed");
  row("Preflights are kept for",
      concat({std::to_string(policy.max_age), " seconds (at most 7200 in Chromium, 600 in Safari)"}));
  text += "\nOther origins get no `Access-Control-Allow-Origin`; servers and command lines are not concerned "
          "by CORS.\n";
  return text;
}

} // namespace whycors::remedies
