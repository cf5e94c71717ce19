#include "support.hpp"

namespace whycors::rules {

extern Rule const forbidden_header;
constinit Rule const forbidden_header{
    .code = "WC4007",
    .name = "forbidden-header",
    .category = Category::blocked,
    .title = "scripts may not set this request header",
    .told = "scripts may not set the request header[ `{}`]: the browser leaves it out",
    .advice = "remove the header; the browser sets `Origin`, `Host`, `Cookie`, `Referer` and their like "
              "itself, and no page can change them",
};

extern std::string_view const forbidden_header_explanation;
constinit std::string_view const forbidden_header_explanation = R"explain(
Some request headers belong to the browser: `Origin`, `Host`, `Cookie`, `Referer`, `Content-Length`, all that begin with `Sec-` or `Proxy-`, and `Access-Control-Request-*`. A page that sets them is ignored, with a line in the console. So no page can send a preflight of its own choosing, or one for another origin: tools that promise it send it from their server.

**Mend it.** Leave the header out: the browser sends the right one. For cookies use `credentials: 'include'`.

```bad
Refused to set unsafe header "Origin"
```

```good
fetch('https://api.example.com/data', { credentials: 'include' })
```

See [forbidden request headers](https://fetch.spec.whatwg.org/#forbidden-request-header).
)explain";

} // namespace whycors::rules
