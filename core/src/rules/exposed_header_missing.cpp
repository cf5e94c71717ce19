#include "support.hpp"

namespace whycors::rules {

extern Rule const exposed_header_missing;
constinit Rule const exposed_header_missing{
    .code = "WC3801",
    .name = "exposed-header-missing",
    .category = Category::blocked,
    .title = "script may not read this response header",
    .told = "the response header[ `{}`] is not exposed, so script can't read it",
    .advice =
        "let the response (not the preflight, not the request) carry `Access-Control-Expose-Headers: {}`",
    .of_reading = true,
};

extern std::string_view const exposed_header_missing_explanation;
constinit std::string_view const exposed_header_missing_explanation = R"explain(
Across origins, script reads only `Cache-Control`, `Content-Language`, `Content-Length`, `Content-Type`, `Expires`, `Last-Modified` and `Pragma`. DevTools shows all headers; `response.headers.get()` gives null for the others. `*` exposes all of them, but only where no credentials are sent.

**Mend it.** Let the server name them on the response itself: `Access-Control-Expose-Headers: X-Total-Count, Content-Disposition`. On the request, or on the preflight's response, it does nothing.

```bad
Refused to get unsafe header "X-Total-Count"
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
X-Total-Count: 42
Access-Control-Expose-Headers: X-Total-Count
```

See [Access-Control-Expose-Headers](https://fetch.spec.whatwg.org/#http-access-control-expose-headers).
)explain";

} // namespace whycors::rules
