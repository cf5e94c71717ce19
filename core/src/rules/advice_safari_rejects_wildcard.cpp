#include "support.hpp"

namespace whycors::rules {

extern Rule const advice_safari_rejects_wildcard;
constinit Rule const advice_safari_rejects_wildcard{
    .code = "WC9006",
    .name = "advice-safari-rejects-wildcard",
    .category = Category::hygiene,
    .title = "advice: Safari does not know `*` in Access-Control-Allow-Headers",
    .told = "the paste says that Safari rejects `*` in `Access-Control-Allow-Headers`",
    .advice = "it takes it since Safari 13 (2019); with credentials `*` is no wildcard in any browser",
};

extern std::string_view const advice_safari_rejects_wildcard_explanation;
constinit std::string_view const advice_safari_rejects_wildcard_explanation = R"explain(
Safari takes `*` in `Access-Control-Allow-Headers`, `-Methods` and `-Expose-Headers` since version 13 of 2019, as Chromium does since 63 and Firefox since 69. With credentials, `*` is a literal in all of them. By the standard `*` never covers `Authorization`; no browser enforces that today.

**Rather.** When only Safari fails, look elsewhere first: cookies that it holds back, `http://localhost` called from https, and its Max-Age limit of ten minutes. Naming the headers is right in any case, and needed with credentials.

```bad
Safari rejects Access-Control-Allow-Headers: *
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: x-request-id

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: *
Access-Control-Max-Age: 7200
```

See [Access-Control-Allow-Headers](https://fetch.spec.whatwg.org/#http-access-control-allow-headers).
)explain";

} // namespace whycors::rules
