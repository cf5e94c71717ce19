#include "base/concat.hpp"
#include "base/serialized_origin.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// What tells the two origins apart.
std::string difference(std::string const& allowed, std::string const& sent) {
  auto const a = Url::parse(allowed);
  auto const b = Url::parse(sent);
  if (!a || !b) return concat({"is not `", sent, "`"});
  if (a->host() == b->host() && a->scheme() != b->scheme())
    return concat({"the scheme differs: ", a->scheme(), ", not ", b->scheme()});
  if (a->host() == b->host()) return "the port differs";
  if (concat({"www.", a->host()}) == b->host() || concat({"www.", b->host()}) == a->host())
    return "one has `www.`, the other has not";
  return concat({"is not `", sent, "`"});
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!has_other_allow_origin(failure) || failure.request.origin == "null") return false;
    auto const value = failure.value(names::access_control_allow_origin).value_or("");
    if (value == "*" || failure.answer->headers.count(names::access_control_allow_origin) > 1) return false;
    bool const tainted =
        failure.trace.hops.size() > 1 &&
        (failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin) == "null";
    if (tainted) return false;
    return value == "null" || is_serialized_origin(value);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  auto const value = failure.value(names::access_control_allow_origin).value_or("");
  auto const sent = std::string(failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin);
  append(finding.message, {which_response(failure), " allows the origin `", value,
                           "`, and the page's origin is `", sent, "`"});
  point_at_row(finding, *failure.answer, names::access_control_allow_origin, {difference(value, sent)});
  if (auto const& origin = diagnosis.exchange.request.origin; !origin.span.empty())
    point_at(finding, origin.span, {"the origin that asks"}, false);
  append(
      finding.help,
      {"add `", sent,
       "` to the origins that the server allows, and answer with the one that asked, with `Vary: Origin`"});
}

} // namespace

extern Rule const acao_mismatch;
constinit Rule const acao_mismatch{
    .code = "WC3102",
    .name = "acao-mismatch",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Origin names another origin",
    .check = check,
    .told = "`Access-Control-Allow-Origin` names another origin than the page's",
    .advice = "answer with the page's own origin, letter by letter, from a list of allowed ones, and add "
              "`Vary: Origin`",
};

extern std::string_view const acao_mismatch_explanation;
constinit std::string_view const acao_mismatch_explanation = R"explain(
The server takes part in CORS and allows an origin, but another one. Scheme, host and port must all be the same: `http` and `https`, `localhost` and `127.0.0.1`, port 3000 and 5173, with and without `www.` are different origins.

**Mend it.** Add the page's origin to the server's list, and answer with the one that asked and `Vary: Origin`. If the header names another page that is allowed too, a cache may have mixed the answers up, or the server always sends the first of its list.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://www.example.com
Vary: Origin
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
