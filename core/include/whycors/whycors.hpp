#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

/// The verbs. Nothing here does input or output, keeps state between calls, or throws.
namespace whycors {

/// What the caller knows better than the paste.
struct Options {
  std::optional<std::string> origin;
  std::optional<std::string> credentials;    ///< omit, same-origin or include
  std::optional<std::string> initiator;      ///< an initiator of the exchange format
  std::optional<std::string> platform;       ///< whose config is to be printed, whatever the answers tell
  std::optional<std::string> usual_platform; ///< whose, where no answer tells what it is of
  std::optional<Engine> engine;              ///< only this one, beside the standard
  /// What blocks of the paste are, by their number in the report's `blocks`: preflight, response, redirect,
  /// request or ignored; for sentences, ignored alone. Blocks that are not named stay as they were
  /// recognised.
  std::vector<std::pair<std::uint32_t, std::string>> blocks;
  bool remedies = true; ///< what to change, each tried by running the call again
  bool steps = false;   ///< every step of every engine in the report
  /// Count what is peculiar to WebKitGTK too, as conformance runs do; a person who asks about Safari is not
  /// told of it.
  bool port_quirks = false;
};

/// Options from JSON: the same names, `blocks` as an object from number to kind. What is unknown or of
/// another type is passed over.
Options read_options(std::string_view json);

/// An input or option that can't be used: what, and where.
struct InputError {
  std::string message;
  std::optional<Span> span;
};

std::string_view version();

/// Any paste in, the diagnosis out. Always answers; what can't be read is told in the report.
Report diagnose(std::string_view text, Options const& options = {});

/// One Exchange as JSON. Nothing, with `error` filled, when it is no Exchange.
std::optional<Report> evaluate(std::string_view exchange_json, Options const& options, InputError& error);

/// One line of a batch: an Exchange as JSON in, a Report or an error object as one line of JSON out (without
/// the line end). Counts the quirks of WebKitGTK, as do the verdicts in bulk below.
std::string evaluate_line(std::string_view exchange_json);

/// Verdicts in bulk: Exchanges as NDJSON in, for each line 4 words out (standard, chromium, gecko, webkit):
/// bits 0-1 verdict, 2-3 stage, 4 preflight sent, 5 request sent, 8-15 the deciding step's index or 255; all
/// bits set where the line is no Exchange.
void evaluate_all(std::string_view ndjson, std::vector<std::uint32_t>& words);

/// The preflight that each engine would send for the request of an Exchange. `as` is raw, curl, fetch or
/// http.
std::optional<std::string> preflight(std::string_view exchange_json, std::string_view as, InputError& error);

/// A message that a browser sends.
struct WireRequest {
  std::uint32_t hop = 0;
  bool is_preflight = false;
  bool has_body = false;
  std::string url; ///< without a fragment
  std::string method;
  std::vector<NameValue> headers; ///< those that script and CORS set, as the browser has them
};

/// What a browser sends next in an Exchange whose answers so far are known: the first message that any of the
/// three still needs the answer to. Nothing when the call has come to its end in all; `error` is filled when
/// it is no Exchange.
std::optional<WireRequest> next_request(std::string_view exchange_json, InputError& error);

/// A whole conversation with servers, as an Exchange, in; the diagnosis out, and in `transcript` the
/// conversation as text, which the report's spans point into.
std::optional<Report> evaluate_conversation(std::string_view exchange_json, Options const& options,
                                            std::string& transcript, InputError& error);

/// What `fix` prints: the config of a platform, or the policy as documentation in Markdown.
enum class FixAs : std::uint8_t { config, markdown };

/// The config of a server platform that allows the call of a paste, and no more. Nothing, with `error`
/// filled, for a platform that is not known, or when no server can allow the call.
std::optional<std::string> fix(std::string_view text, std::string_view platform, FixAs as,
                               Options const& options, InputError& error);
/// All platforms with what proves their configs and where they go wrong, as JSON.
std::string platforms_json();

/// What is taken out of a text before it is shown to others.
enum class SecretKind : std::uint8_t {
  authorization, ///< credentials behind the scheme of Authorization, bearer tokens, `curl -u`
  cookie,        ///< a cookie's value; its name and attributes stay
  header,        ///< the value of a header, or of a property, whose name says that it is secret
  parameter,     ///< of a URL or form
  url_password,  ///< user or password before a URL's host
  jwt,
  token, ///< of a provider, known by its prefix
  private_key
};
WHYCORS_NAMES(SecretKind, "authorization", "cookie", "header", "parameter", "url-password", "jwt", "token",
              "private-key");

struct Redacted {
  std::string text;
  std::array<std::uint32_t, NamesOf<SecretKind>::values.size()> removed{}; ///< how many of each kind
};

/// The text without its secrets, each replaced by the word REDACTED where it stood, so that the diagnosis
/// stays. It goes by structure: names of headers, cookies and parameters, and the forms of tokens. Text that
/// nothing names a secret, such as prose or hosts, stays.
Redacted redact(std::string_view text);
/// `{"text", "removed": [{"kind", "count"}]}`, of the kinds that were there.
std::string to_json(Redacted const& redacted);

/// The JSON of a report. `text` is what the spans point into; they leave as UTF-16 code units.
std::string to_json(Report const& report, std::string_view text);
/// The same in SARIF 2.1.0, with the explanations of its codes as help. `path` is where the text is from.
std::string to_sarif(Report const& report, std::string_view text, std::string_view path = "paste");
/// The report as a good compiler would print it.
std::string to_text(Report const& report, std::string_view text);

/// Explanations: Markdown for a code (WC3203, acac-missing, or either with a parameter) or a general question
/// (postman-works), or nothing.
std::optional<std::string> explain(std::string_view code);
/// Every explanation as one JSON object from code, or question, to Markdown.
std::string explanations_json();
/// All codes, questions, engines with their quirks, and the schema, as JSON.
std::string codes_json();
/// The general questions: name and title.
std::string questions_json();
std::string engines_json();
std::string typescript_declarations();

} // namespace whycors
