#include "support.hpp"

namespace whycors::rules {

extern Rule const blocked_by_extension;
constinit Rule const blocked_by_extension{
    .code = "WC4306",
    .name = "blocked-by-extension",
    .category = Category::blocked,
    .title = "an extension blocked the request",
    .told = "an extension of the browser (an ad blocker, most of the time) blocked the request",
    .advice = "try in a private window without extensions; if it works there, rename the URL that looks like "
              "advertising or tracking, or tell your users",
};

extern std::string_view const blocked_by_extension_explanation;
constinit std::string_view const blocked_by_extension_explanation = R"explain(
`ERR_BLOCKED_BY_CLIENT` means that the request never left the browser: an extension refused it, by a list of URLs that look like advertising or tracking. `ads`, `analytics`, `track` and `banner` are the usual words.

**Mend it.** Try a private window without extensions to be sure. Rename the path, or let the page live without that call: people who block it want it so.

```bad
GET https://api.example.com/analytics/event net::ERR_BLOCKED_BY_CLIENT
```

```good
GET /events HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

See [how extensions block requests](https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest).
)explain";

} // namespace whycors::rules
