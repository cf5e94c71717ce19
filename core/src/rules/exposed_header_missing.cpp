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
};

extern std::string_view const exposed_header_missing_explanation;
constinit std::string_view const exposed_header_missing_explanation = R"explain(
Across origins, script reads only a few response headers: `Cache-Control`, `Content-Language`, `Content-Length`, `Content-Type`, `Expires`, `Last-Modified` and `Pragma`. All others have to be named in `Access-Control-Expose-Headers` of the response itself. Sending that header with the request does nothing but cause a preflight.

`*` exposes all headers, but `Authorization`, and only where no credentials are sent.

```bad
Refused to get unsafe header "X-Total-Count"
```
)explain";

} // namespace whycors::rules
