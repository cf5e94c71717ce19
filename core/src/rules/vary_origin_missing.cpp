#include "support.hpp"

namespace whycors::rules {

namespace {

/// Whether somebody else was asked and got the same answer: it is made for one origin, and for all alike.
bool is_alike_for_others(Exchange const& exchange, std::string_view allowed) {
  bool was_asked = false;
  for (OtherAnswer const& other : exchange.others) {
    if (!other.answers.response.received()) continue;
    was_asked = true;
    Header const* const row = other.answers.response.headers.first(names::access_control_allow_origin);
    if (!row || row->value != allowed) return false;
  }
  return was_asked;
}

/// An answer to somebody else that a cache may give to this page, since it does not say `Vary: Origin`.
OtherAnswer const* poisonous(Exchange const& exchange) {
  for (OtherAnswer const& other : exchange.others) {
    Answer const& answer = other.answers.response;
    if (answer.received() && answer.status < 400 && !varies_by_origin(answer.headers) &&
        !answer.headers.contains(names::access_control_allow_origin))
      return &other;
  }
  return nullptr;
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Answer const& answer = diagnosis.exchange.hops.back().response;
  if (!answer.received() || answer.is_excerpt) return;
  Header const* const row = answer.headers.first(names::access_control_allow_origin);
  if (!row || row->value == "*" || row->value == "null") return;
  OtherAnswer const* const other = poisonous(diagnosis.exchange);
  bool const varies = varies_by_origin(answer.headers);
  if ((varies && !other) || is_alike_for_others(diagnosis.exchange, row->value)) return;
  if (diagnosis.exchange.request.origin.value != row->value) return;
  Header const* const cache = answer.headers.first("cache-control");
  if (cache && byte_lowercase(cache->value).find("no-store") != std::string::npos) return;
  RuleFinding& finding = add(findings, rule, Severity::warning);
  finding.message = varies ? std::string("the answer to a request ") +
                                 (other->origin.empty() ? "without `Origin`" : "from another origin") +
                                 " has no `Vary: Origin`, so a cache may give it to this page"
                           : "the answer names one origin and has no `Vary: Origin`, so caches mix up the "
                             "answers to different pages";
  point_at(finding, value_span(*row), {"made for one origin"});
  finding.help = "add `Vary: Origin` to every response of the route, also to those without CORS headers";
}

} // namespace

extern Rule const vary_origin_missing;
constinit Rule const vary_origin_missing{
    .code = "WC7004",
    .name = "vary-origin-missing",
    .category = Category::security,
    .title = "`Vary: Origin` is missing",
    .check = check,
};

extern std::string_view const vary_origin_missing_explanation;
constinit std::string_view const vary_origin_missing_explanation = R"explain(
The answer depends on who asked: it names one origin. A cache that does not know this serves it to other origins too, where it fails, or keeps an answer without CORS headers for everybody.

**Mend it.** Send `Vary: Origin` on every response of the route, also to requests without `Origin`. A constant `*` needs none.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Cache-Control: max-age=60
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Cache-Control: max-age=60
```

See [CORS protocol and HTTP caches](https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
)explain";

} // namespace whycors::rules
