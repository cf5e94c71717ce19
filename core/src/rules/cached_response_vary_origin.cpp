#include "support.hpp"

namespace whycors::rules {

namespace {

/// The row that tells that a cache answered, or null.
Header const* from_cache(Answer const& answer) {
  for (Header const& row : answer.headers) {
    for (std::string_view const name : {"x-cache", "cf-cache-status", "x-vercel-cache", "x-proxy-cache",
                                        "cdn-cache", "x-cache-status", "server-timing"})
      if (byte_case_insensitive_match(row.name, name) &&
          byte_lowercase(row.value).find("hit") != std::string::npos)
        return &row;
    if (byte_case_insensitive_match(row.name, "age") && row.value != "0" && !row.value.empty()) return &row;
  }
  return nullptr;
}

/// Where DevTools says that the browser itself had stored the answer; empty where it does not.
Span from_browsers_cache(std::string_view text) {
  std::string const lower = byte_lowercase(text.substr(0, 65536));
  for (std::string_view const words :
       {"from disk cache", "from memory cache", "(disk cache)", "(memory cache)"})
    if (auto const at = lower.find(words); at != std::string::npos)
      return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  return {};
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  Span const stored_for = diagnosis.clues.stored_for;
  auto const matches = [&](fetch::Failure const& failure) {
    if (!stored_for.empty() && !failure.in_preflight && lacks_allow_origin(failure)) return true;
    return !failure.in_preflight && (lacks_allow_origin(failure) || has_other_allow_origin(failure)) &&
           failure.answer && failure.answer->status < 400 && !varies_by_origin(failure.answer->headers) &&
           (from_cache(*failure.answer) || !from_browsers_cache(diagnosis.clues.text).empty());
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  RuleFinding& finding = add(findings, rule, engines, leading->step);
  finding.certainty = Certainty::likely;
  finding.message = std::string(rule.told);
  if (!stored_for.empty())
    point_at(finding, stored_for, {"what this was answered, without `Origin`, was stored"});
  else if (Header const* const row = from_cache(*leading->answer))
    point_at(finding, value_span(*row), {"served from a cache"});
  else
    point_at(finding, from_browsers_cache(diagnosis.clues.text), {"the browser had stored it"});
  point_at_missing(finding, *leading->answer, "what belongs here", {"vary: Origin"});
  note(finding,
       "the same request with another value of `Origin`, or with a query that nobody used yet, tells: if it "
       "passes, the cache is to blame");
  finding.help = std::string(rule.advice);
}

} // namespace

extern Rule const cached_response_vary_origin;
constinit Rule const cached_response_vary_origin{
    .code = "WC3901",
    .name = "cached-response-vary-origin",
    .category = Category::blocked,
    .title = "a cache answers with what was made for another request",
    .check = check,
    .told = "a cache answers with a response that was stored for another origin, or for none",
    .advice = "purge the cache, and send `Vary: Origin` with every response of the route (or "
              "`Access-Control-Allow-Origin: *` always); let the CDN key its cache by `Origin`",
};

extern std::string_view const cached_response_vary_origin_explanation;
constinit std::string_view const cached_response_vary_origin_explanation = R"explain(
A response that was fetched once without `Origin` (by an `<img>`, a crawler, a visit to the URL) has no CORS headers. Stored by a CDN or by the browser, it is then served to pages that need them. It shows as a failure that comes and goes, and that a hard reload mends.

**Mend it.** Send `Vary: Origin` on *every* response of the route, also on those to requests without `Origin`, and put `Origin` into the CDN's cache key. Or send a constant `Access-Control-Allow-Origin: *`, always: that needs no `Vary`. Then empty the cache.

```bad
GET /font.woff2 HTTP/1.1
Host: cdn.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: font/woff2
Cache-Control: public, max-age=31536000
X-Cache: HIT
```

```good
GET /font.woff2 HTTP/1.1
Host: cdn.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: font/woff2
Access-Control-Allow-Origin: *
X-Cache: HIT
```

See [CORS protocol and HTTP caches](https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
)explain";

} // namespace whycors::rules
