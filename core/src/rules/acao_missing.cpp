#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  if (routes_that_differ(diagnosis)) return;
  std::optional<fetch::Failure> leading;
  auto const matches = [&](fetch::Failure const& failure) {
    if (!lacks_allow_origin(failure) || !failure.answer) return false;
    if (failure.in_preflight) {
      auto const reason = refusal_of(diagnosis, failure).reason;
      return reason != RefusedFor::headers && reason != RefusedFor::method;
    }
    return failure.answer->status < 400 && !failure.is_redirect() && failure.trace.hops.size() == 1 &&
           !failure.trace.outcome.preflight_needed;
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message,
         {which_response(failure),
          " has no `Access-Control-Allow-Origin`, so no page of another origin may read it"});
  auto const sent = std::string(failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin);
  point_at_missing(finding, *failure.answer, "the header is missing here",
                   {"access-control-allow-origin: ", sent});
  append(finding.help, {"answer with `Access-Control-Allow-Origin: ", sent, "` and `Vary: Origin`"});
  if (failure.include()) finding.help += ", and with `Access-Control-Allow-Credentials: true`";
  // A search of the headers that found none, as somebody says it.
  if (failure.answer->is_excerpt && failure.answer->headers.empty()) finding.certainty = Certainty::likely;
  if (!failure.in_preflight) return;
  if (refusal_of(diagnosis, failure).reason == RefusedFor::origin) {
    note(finding, "the server says why: its CORS layer does not allow the origin");
  } else if (is_silent_refusal(*failure.answer) && !failure.hop->request_headers.empty()) {
    finding.certainty = Certainty::likely;
    note(finding, "rs/cors and rack-cors answer like this, too, when only the method or a header is not "
                  "on their list: ask again without `Access-Control-Request-Headers`");
  }
}

} // namespace

extern Rule const acao_missing;
constinit Rule const acao_missing{
    .code = "WC3101",
    .name = "acao-missing",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Origin is missing",
    .check = check,
    .told = "the [preflight's ]response has no `Access-Control-Allow-Origin`",
    .advice = "let the server answer with `Access-Control-Allow-Origin: <the page's origin>` (and `Vary: "
              "Origin`), on errors too; if the API is somebody else's, call it from your own server",
};

extern std::string_view const acao_missing_explanation;
constinit std::string_view const acao_missing_explanation = R"explain(
The server takes no part in CORS for this URL. A browser gives the response to a page of another origin only where `Access-Control-Allow-Origin` names that origin, or is `*` and no credentials are in play.

**Mend it.** Let the server send it: your framework's CORS middleware, before routes and authentication. If the API is somebody else's, only they can: call it from your own server. `mode: 'no-cors'` only hides the message, and the answer with it.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: application/json
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Content-Type: application/json
```
)explain";

} // namespace whycors::rules
