#include <algorithm>

#include "base/concat.hpp"
#include "base/stable_sort.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// Where no answer is known, the call alone tells: hardly any server lists such a header.
bool is_call_alone(Diagnosis const& diagnosis) {
  RequestGiven const& request = diagnosis.exchange.request;
  Hop const& hop = diagnosis.exchange.first();
  return !diagnosis.outcome(Engine::standard).same_origin && request.mode == RequestMode::cors &&
         !hop.preflight.received() && !hop.response.received();
}

/// Whether a browser says what it blocked the call for, so that this comes on top.
bool is_told(Diagnosis const& diagnosis) {
  auto const& console = diagnosis.clues.console;
  return std::any_of(console.begin(), console.end(),
                     [](ConsoleMessage const& message) { return !message.engines.empty(); });
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!lists_were_read(failure)) return false;
    auto const refused = failure.refused_headers();
    return std::any_of(refused.begin(), refused.end(), is_response_header);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  std::vector<std::string> carried;
  if (leading) {
    for (std::string_view const name : leading->refused_headers())
      carried.emplace_back(name);
  } else if (is_call_alone(diagnosis)) {
    for (Header const& row : diagnosis.exchange.request.headers)
      carried.push_back(byte_lowercase(row.name));
    sort(carried);
  }
  std::erase_if(carried, [](std::string const& name) { return !is_response_header(name); });
  if (carried.empty()) return;
  RuleFinding& finding = add(findings, rule, engines, leading ? leading->step : StepId{});
  if (!leading) finding.certainty = Certainty::likely;
  if (!leading && is_told(diagnosis)) finding.severity = Severity::warning;
  finding.parameter = carried.front();
  finding.more_parameters.assign(carried.begin() + 1, carried.end());
  for (std::string const& name : carried)
    add_request_row(finding, diagnosis, name, "belongs into the response");
  append(
      finding.message,
      {"the request itself carries `", finding.parameter,
       "`, which is a response header: it allows nothing, and makes the browser ask for it to be allowed"});
  if (!finding.labels.empty()) finding.labels.front().primary = true;
  append(finding.help, {"remove `", finding.parameter,
                        "` from the call's headers; only the server can send it, in its response"});
}

} // namespace

extern Rule const request_carries_response_header;
constinit Rule const request_carries_response_header{
    .code = "WC4001",
    .name = "request-carries-response-header",
    .category = Category::blocked,
    .title = "a response header is sent with the request",
    .check = check,
    .told = "`{}` is sent with the request, and belongs into the response",
    .advice = "remove it from the request: only the server can allow",
};

extern std::string_view const request_carries_response_header_explanation;
constinit std::string_view const request_carries_response_header_explanation = R"explain(
`Access-Control-Allow-…` headers are the server's to send. On a request they grant nothing: they make a preflight necessary and ask the server to allow one name more.

**Mend it.** Take them out of the call's `headers` (and out of axios' defaults), and set them on the server.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: access-control-allow-origin,content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: content-type
Vary: Origin
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: content-type
Vary: Origin
```
)explain";

} // namespace whycors::rules
