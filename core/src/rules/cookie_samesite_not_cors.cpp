#include "support.hpp"

namespace whycors::rules {

extern Rule const cookie_samesite_not_cors;
constinit Rule const cookie_samesite_not_cors{
    .code = "WC4305",
    .name = "cookie-samesite-not-cors",
    .category = Category::blocked,
    .title = "a cookie is held back by SameSite, not by CORS",
    .told = "a cookie is not sent or not kept because of its `SameSite` attribute; CORS headers can't change "
            "that",
    .advice = "set the cookie with `SameSite=None; Secure` if other sites must send it, or serve page and "
              "API from the same site",
};

extern std::string_view const cookie_samesite_not_cors_explanation;
constinit std::string_view const cookie_samesite_not_cors_explanation = R"explain(
`credentials: 'include'` asks for cookies, and CORS decides whether the answer may be read. Whether a cookie goes along is up to its own attributes: without `SameSite=None; Secure` it stays within its site, and browsers that block third-party cookies (Safari always, others by setting) hold it back in any case. No CORS header changes that.

**Mend it.** Set `SameSite=None; Secure` on the cookie, over https. Better: put page and API on subdomains of one domain, which are one site, so that `Lax` works and no browser counts it as third-party.

```bad
Cookie "session" has been rejected because it is in a cross-site context and its "SameSite" is "Lax" or "Strict".
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: session=1; SameSite=None; Secure; HttpOnly
```

See [SameSite](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-samesite-attribute).
)explain";

} // namespace whycors::rules
