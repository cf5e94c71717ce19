#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

std::string what(fetch::Failure const& failure) {
  if (failure.at(Algorithm::headers_append)) return "a header of the call can't be set by scripts";
  if (failure.at(step_id(Algorithm::request_constructor, "5.3")))
    return "fetch() refuses a URL with a user name or password in it";
  if (failure.at(step_id(Algorithm::request_constructor, "17")))
    return "scripts may not use mode \"navigate\"";
  if (failure.at(step_id(Algorithm::request_constructor, "21")))
    return "cache mode \"only-if-cached\" needs mode \"same-origin\"";
  if (failure.at(step_id(Algorithm::request_constructor, "35"))) return "GET and HEAD can't have a body";
  if (failure.at(step_id(Algorithm::request_constructor, "39.2"))) return "a stream can't be uploaded here";
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "11")))
    return "a stream can't be sent again to a redirect's target";
  return "mode \"no-cors\" allows no other redirect mode than \"follow\"";
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(Algorithm::headers_append) ||
           failure.at(step_id(Algorithm::request_constructor, "5.3")) ||
           failure.at(step_id(Algorithm::request_constructor, "17")) ||
           failure.at(step_id(Algorithm::request_constructor, "21")) ||
           failure.at(step_id(Algorithm::request_constructor, "35")) ||
           failure.at(step_id(Algorithm::request_constructor, "39.2")) ||
           failure.at(step_id(Algorithm::main_fetch, "12.no-cors-redirect")) ||
           failure.at(step_id(Algorithm::http_redirect_fetch, "11"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message, {what(failure), "; nothing that a server answers can change that"});
  finding.help = "change the call";
}

} // namespace

extern Rule const request_refused;
constinit Rule const request_refused{
    .code = "WC4006",
    .name = "request-refused",
    .category = Category::blocked,
    .title = "the API refuses the request",
    .check = check,
    .told = "the API refuses the request before anything is sent",
    .advice = "mend the arguments that the message names",
};

extern std::string_view const request_refused_explanation;
constinit std::string_view const request_refused_explanation = R"explain(
The API refuses the call itself, before or beside CORS: a body with GET or HEAD, a header that can't be sent, a URL with `user:password@`, a combination of modes that does not exist.

**Mend it.** Mend the call: send data with POST, PUT or PATCH, credentials in `Authorization`, and header values in one line of Latin-1.

```bad
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com", "method": "GET", "body": "text"}}
```

```good
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com", "method": "POST", "body": "text"}}
```
)explain";

} // namespace whycors::rules
