#include "support.hpp"

namespace whycors::rules {

namespace {

/// Whether the body says that it is about the origin.
bool body_refuses_origin(Answer const& answer) {
  std::string const body = byte_lowercase(answer.body);
  return body.find("cors") != std::string::npos || body.find("origin") != std::string::npos;
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  bool const another_passes = std::any_of(
      diagnosis.exchange.others.begin(), diagnosis.exchange.others.end(), [](OtherAnswer const& other) {
        return other.answers.response.received() && other.answers.response.status != 403;
      });
  auto const& console = diagnosis.clues.console;
  bool const is_told = std::any_of(console.begin(), console.end(),
                                   [&](ConsoleMessage const& message) { return message.cause == rule.name; });
  auto const matches = [&](fetch::Failure const& failure) {
    if (!lacks_allow_origin(failure) || failure.in_preflight || !failure.answer ||
        failure.answer->status != 403)
      return false;
    return another_passes || is_told || body_refuses_origin(*failure.answer);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.message = "the server refuses calls from `" + std::string(failure.request.origin) + "` (403)";
  point_at_status(finding, *failure.answer,
                  {another_passes ? "and answers others otherwise" : "the server says so itself"});
  finding.help = "add `" + std::string(failure.request.origin) + "` to the origins that the server allows";
}

} // namespace

extern Rule const origin_rejected_403;
constinit Rule const origin_rejected_403{
    .code = "WC3702",
    .name = "origin-rejected-403",
    .category = Category::blocked,
    .title = "the server refuses this origin",
    .check = check,
    .told = "the server refuses this origin",
    .advice = "add the page's origin to the server's list of allowed ones, exactly as the browser sends it",
};

extern std::string_view const origin_rejected_403_explanation;
constinit std::string_view const origin_rejected_403_explanation = R"explain(
Some servers answer an origin that is not on their list with 403 and no CORS header (Spring: “Invalid CORS request”). The header alone would not help.

**Mend it.** Add the origin to the list that the server compares with. Compare what it got: proxies that change `Host`, scheme or port make some servers take a call for a foreign one.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 403 Forbidden
Content-Type: text/plain
Content-Length: 20

Invalid CORS request
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```
)explain";

} // namespace whycors::rules
