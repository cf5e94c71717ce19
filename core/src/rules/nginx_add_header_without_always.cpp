#include "support.hpp"

namespace whycors::rules {

extern Rule const nginx_add_header_without_always;
constinit Rule const nginx_add_header_without_always{
    .code = "WC6002",
    .name = "nginx-add-header-without-always",
    .category = Category::blocked,
    .title = "nginx leaves the header out of error responses",
    .told = "without `always`, nginx leaves the header out of every response but a few with 2xx and 3xx",
    .advice = "write `add_header Access-Control-Allow-Origin … always;`",
};

extern std::string_view const nginx_add_header_without_always_explanation;
constinit std::string_view const nginx_add_header_without_always_explanation = R"explain(
`add_header` without `always` works for the statuses 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308 only, whoever made the response. A 401, 404 or 502 goes out without CORS headers, and the page sees a CORS error instead of the status.

**Mend it.** Add `always` to each CORS line.

```bad
location /api/ {
    add_header Access-Control-Allow-Origin https://app.example.com;
    proxy_pass http://127.0.0.1:3000;
}
```

```good
location /api/ {
    add_header Access-Control-Allow-Origin https://app.example.com always;
    proxy_pass http://127.0.0.1:3000;
}
```

See [add_header](https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header).
)explain";

} // namespace whycors::rules
