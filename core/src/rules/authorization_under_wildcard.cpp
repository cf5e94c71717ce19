#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Trace const& standard = diagnosis.trace(Engine::standard);
  if (standard.outcome.verdict != Verdict::blocked) return;
  fetch::Failure const failure(standard);
  if (!failure.at(step_id(Algorithm::cors_preflight_fetch, "7.6")) || failure.include()) return;
  auto const allowed = fetch::extract_list(failure.answer->headers, names::access_control_allow_headers);
  bool const wildcard = std::find(allowed.items.begin(), allowed.items.end(), "*") != allowed.items.end();
  if (!wildcard) return;
  RuleFinding& finding = add(findings, rule, EngineSet(Engine::standard), failure.step);
  finding.severity = Severity::warning;
  finding.message = "`Access-Control-Allow-Headers: *` covers Authorization in today's browsers, but not by "
                    "the standard; Firefox warns that it will stop";
  point_at_row(finding, *failure.answer, names::access_control_allow_headers,
               {"name `authorization` here as well"});
  finding.help = "write `Access-Control-Allow-Headers: *, Authorization`";
}

} // namespace

extern Rule const authorization_under_wildcard;
constinit Rule const authorization_under_wildcard{
    .code = "WC5001",
    .name = "authorization-under-wildcard",
    .category = Category::interop,
    .title = "Authorization is covered by `*` in browsers, not by the standard",
    .check = check,
    .told = "`Authorization` is covered by `*` in browsers today, and not by the standard",
    .advice = "name `Authorization` in `Access-Control-Allow-Headers`",
};

extern std::string_view const authorization_under_wildcard_explanation;
constinit std::string_view const authorization_under_wildcard_explanation = R"explain(
By the Fetch Standard `*` never covers `Authorization`. Chromium, Firefox and WebKit let it pass today (without credentials), and Firefox prints that this will change.

**Mend it.** Name it: `Access-Control-Allow-Headers: authorization, *` is right everywhere.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: *
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: authorization, *
```

See [CORS non-wildcard request-header names](https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
)explain";

} // namespace whycors::rules
