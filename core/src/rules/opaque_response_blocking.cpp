#include "support.hpp"

namespace whycors::rules {

extern Rule const opaque_response_blocking;
constinit Rule const opaque_response_blocking{
    .code = "WC4308",
    .name = "opaque-response-blocking",
    .category = Category::blocked,
    .title = "the browser keeps an unreadable response away from the page",
    .told = "the browser withheld a response that the page could not have read anyway (ORB, earlier CORB)",
    .advice = "fetch data in mode `cors` from a server that allows your origin; for images, scripts and "
              "media answer the right `Content-Type`",
};

extern std::string_view const opaque_response_blocking_explanation;
constinit std::string_view const opaque_response_blocking_explanation = R"explain(
For images, scripts and media without `crossorigin`, and in mode no-cors, browsers withhold responses that can't be what was asked for: JSON or HTML where an image was wanted. Either the URL answers an error page, or data is loaded with an element instead of `fetch`.

**Mend it.** Open the URL and look at what it really answers, and with which `Content-Type`. Load data with `fetch()` and CORS headers.

```bad
GET https://api.example.com/data.json net::ERR_BLOCKED_BY_ORB
```

```good
GET /data.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Content-Type: application/json
```

See [opaque-response blocking](https://fetch.spec.whatwg.org/#orb).
)explain";

} // namespace whycors::rules
