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
Some request headers belong to the browser: `Origin`, `Host`, `Cookie`, `Referer`, `Content-Length`, all that begin with `Sec-` or `Proxy-`, and the `Access-Control-Request-*` ones. A page that sets them is ignored, with a line in the console. So a page can't send a preflight of its own either: that takes a tool outside of the browser.

```bad
Refused to set unsafe header "Origin"
```
)explain";

} // namespace whycors::rules
