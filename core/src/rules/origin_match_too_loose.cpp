#include "support.hpp"

namespace whycors::rules {

extern Rule const origin_match_too_loose;
constinit Rule const origin_match_too_loose{
    .code = "WC7003",
    .name = "origin-match-too-loose",
    .category = Category::security,
    .title = "origins are compared too loosely",
    .told = "origins are compared so loosely that a foreign one passes[: {}]",
    .advice = "compare whole origins with those of a list; where subdomains must pass, anchor the pattern at "
              "both ends and escape its dots",
};

extern std::string_view const origin_match_too_loose_explanation;
constinit std::string_view const origin_match_too_loose_explanation = R"explain(
`endsWith('example.com')` accepts `https://evilexample.com`; `includes('example.com')` accepts `https://example.com.evil.test`; a pattern without `$` at its end does the same, and an unescaped dot matches any letter. The report names an origin that would get in.

**Mend it.** Compare whole origins with those of a list. Where subdomains must pass, compare the end with its dot (`.example.com`) and the scheme too, and mind that each subdomain is then trusted.

```bad
if (origin.endsWith('example.com')) res.setHeader('Access-Control-Allow-Origin', origin)
```

```good
if (allowed.has(origin)) res.setHeader('Access-Control-Allow-Origin', origin)
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
