#include "support.hpp"

namespace whycors::rules {

extern Rule const origin_stripped_by_proxy;
constinit Rule const origin_stripped_by_proxy{
    .code = "WC4401",
    .name = "origin-stripped-by-proxy",
    .category = Category::blocked,
    .title = "a proxy takes Origin away from the application",
    .told = "a proxy removes `Origin` from the request, so the application takes the call for none of CORS "
            "and sends no headers",
    .advice = "take that line out, or let the proxy itself add the CORS headers",
};

extern std::string_view const origin_stripped_by_proxy_explanation;
constinit std::string_view const origin_stripped_by_proxy_explanation = R"explain(
Applications send CORS headers only to calls that carry `Origin`. A proxy or CDN that takes it away makes every call look like one of their own origin. Proxies pass it on by default; it goes only where a line says so, or where a CDN forwards none but listed headers (CloudFront without an origin request policy).

**Mend it.** Take the line out. Or keep it, and let the proxy answer CORS: preflights included, and compared with a list.

```bad
location /api/ {
    proxy_set_header Origin "";
    proxy_pass http://127.0.0.1:3000;
}
```

```good
location /api/ {
    proxy_pass http://127.0.0.1:3000;
}
```

See [the Origin header](https://fetch.spec.whatwg.org/#origin-header).
)explain";

} // namespace whycors::rules
