#include "support.hpp"

namespace whycors::rules {

extern Rule const nginx_add_header_inheritance;
constinit Rule const nginx_add_header_inheritance{
    .code = "WC6001",
    .name = "nginx-add-header-inheritance",
    .category = Category::blocked,
    .title = "an inner block of nginx drops the outer block's headers",
    .told = "an inner block has an `add_header` of its own, so that nginx sends none of the outer ones there",
    .advice = "repeat all `add_header` lines in the inner block (or put them into one file and `include` it "
              "in each); from nginx 1.29.3 on, `add_header_inherit merge`",
};

extern std::string_view const nginx_add_header_inheritance_explanation;
constinit std::string_view const nginx_add_header_inheritance_explanation = R"explain(
nginx inherits `add_header` from the level above only where the block has none of its own. One `add_header` inside of a `location` or `if` drops all outer ones there. Headers that stand only inside `if ($request_method = OPTIONS)` reach the preflight and not the call itself: a recipe that many guides print, and that mends nothing.

**Mend it.** Put all `add_header` lines into the innermost block that answers, in one include file that each block takes in. In the OPTIONS branch leave `Content-Length` out: a 204 must not have it.

```bad
server {
    add_header Access-Control-Allow-Origin https://app.example.com always;
    location /api/ {
        add_header X-Frame-Options DENY;
        proxy_pass http://127.0.0.1:3000;
    }
}
```

```good
server {
    location /api/ {
        add_header Access-Control-Allow-Origin https://app.example.com always;
        proxy_pass http://127.0.0.1:3000;
    }
}
```

See [add_header](https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header).
)explain";

} // namespace whycors::rules
