#include "support.hpp"

namespace whycors::rules {

extern Rule const corp_block;
constinit Rule const corp_block{
    .code = "WC4307",
    .name = "corp-block",
    .category = Category::blocked,
    .title = "Cross-Origin-Resource-Policy forbids it",
    .told = "the response's `Cross-Origin-Resource-Policy` (or the page's `Cross-Origin-Embedder-Policy`) "
            "forbids to load it here",
    .advice = "answer `Cross-Origin-Resource-Policy: cross-origin` for what other sites may embed, or load "
              "it with CORS (`crossorigin`)",
};

extern std::string_view const corp_block_explanation;
constinit std::string_view const corp_block_explanation = R"explain(
`Cross-Origin-Resource-Policy` tells who may embed a response in mode no-cors: `same-origin`, `same-site` or `cross-origin`. A page with `Cross-Origin-Embedder-Policy: require-corp` wants it on everything that it embeds. It is another mechanism than CORS; requests in mode cors don't need it.

```bad
GET https://cdn.example.com/logo.png net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)
```
)explain";

} // namespace whycors::rules
