#include "support.hpp"

namespace whycors::rules {

extern Rule const advice_forward_origin;
constinit Rule const advice_forward_origin{
    .code = "WC9007",
    .name = "advice-forward-origin",
    .category = Category::hygiene,
    .title = "advice: forward Origin by hand",
    .told = "the proxy is told to forward `Origin`, which it does anyway",
    .advice = "leave the line out; what nginx drops are headers with an underscore in their name "
              "(`underscores_in_headers on`)",
};

extern std::string_view const advice_forward_origin_explanation;
constinit std::string_view const advice_forward_origin_explanation = R"explain(
nginx passes `Origin` on by itself, as every proxy does. `proxy_set_header Origin $http_origin` changes nothing. What nginx drops by default are request headers with underscores or dots in their names, not those that begin with `X-`.

**Mend it.** Delete the line. If the application sees no `Origin`, look for a line that empties it (`proxy_set_header Origin ""`) or for a cache in between.

```bad
proxy_set_header Origin $http_origin;
```

```good
proxy_set_header Host $host;
```

See [proxy_set_header](https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header).
)explain";

} // namespace whycors::rules
