#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [&](fetch::Failure const& failure) {
    if (lacks_allow_origin(failure)) return refusal_of(diagnosis, failure).reason == RefusedFor::headers;
    if (!lists_were_read(failure) || has_header_wildcard(failure)) return false;
    auto const refused = failure.refused_headers();
    return std::any_of(refused.begin(), refused.end(),
                       [](std::string_view name) { return !is_response_header(name); });
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  bool const is_wholesale = lacks_allow_origin(failure);
  std::vector<std::string> names;
  if (is_wholesale) {
    Refusal refusal = refusal_of(diagnosis, failure);
    names = std::move(refusal.names);
    if (!refusal.is_exact) finding.certainty = Certainty::likely;
    note(finding, "the server left out all CORS headers because of it, so the browser speaks of a "
                  "missing `Access-Control-Allow-Origin`");
  } else {
    for (std::string_view const name : failure.refused_headers())
      if (!is_response_header(name)) names.emplace_back(name);
  }
  finding.parameter = names.front();
  finding.more_parameters.assign(names.begin() + 1, names.end());
  append(finding.message, {"the preflight's response does not allow the request header",
                           names.size() > 1 ? "s " : " ", quoted_list(names)});
  bool const present = failure.answer->headers.contains(names::access_control_allow_headers);
  std::string list;
  for (std::string const& name : names)
    append(list, {list.empty() ? "" : ", ", name});
  if (present)
    point_at_row(finding, *failure.answer, names::access_control_allow_headers,
                 {quoted_list(names), names.size() > 1 ? " are" : " is", " not listed"});
  else
    point_at_missing(finding, *failure.answer, "the header is missing here",
                     {"access-control-allow-headers: ", list});
  for (std::string const& name : names)
    add_request_row(finding, diagnosis, name, "the header that must be allowed");
  append(finding.help, {"add ", quoted_list(names),
                        " to `Access-Control-Allow-Headers` in the answer to OPTIONS, or don't send ",
                        names.size() > 1 ? "them" : "it"});
}

} // namespace

extern Rule const acah_missing_header;
constinit Rule const acah_missing_header{
    .code = "WC3301",
    .name = "acah-missing-header",
    .category = Category::blocked,
    .title = "a request header is not allowed",
    .check = check,
    .told = "a request header is not allowed by the preflight's response[: `{}`]",
    .advice = "add the header to `Access-Control-Allow-Headers` in the answer to OPTIONS, or don't send it",
};

extern std::string_view const acah_missing_header_explanation;
constinit std::string_view const acah_missing_header_explanation = R"explain(
Every request header that is not on the short safelist must be named in `Access-Control-Allow-Headers` of the preflight's response. `Content-Type` is on the safelist only with the three types that forms send; `application/json` is none of them. The header is often one that nobody typed: from a library (`x-requested-with`, `x-csrf-token`), from monitoring (`sentry-trace`, `baggage`, `traceparent`, `request-id`) or from a browser extension.

**Mend it.** Add the name to the list, in any case. Where the server is not yours, stop sending the header to it: take it out of axios' defaults, limit the tracer to your own hosts (Sentry: `tracePropagationTargets`).

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,x-request-id

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
Access-Control-Request-Headers: content-type,x-request-id

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: content-type, x-request-id
Vary: Origin
```
)explain";

} // namespace whycors::rules
