#include "support.hpp"

namespace whycors::rules {

extern Rule const advice_preflight_must_be_200;
constinit Rule const advice_preflight_must_be_200{
    .code = "WC9005",
    .name = "advice-preflight-must-be-200",
    .category = Category::hygiene,
    .title = "advice: a preflight must be answered with 200",
    .told = "the paste says that a preflight must be answered with 200 rather than 204",
    .advice = "any status from 200 to 299 passes in every browser",
};

extern std::string_view const advice_preflight_must_be_200_explanation;
constinit std::string_view const advice_preflight_must_be_200_explanation = R"explain(
Any status from 200 to 299 is fine for a preflight, by the standard and in Chromium, Firefox and Safari. 204 without a body is the usual one. The folklore is about some very old browsers and smart TVs.

**Rather.** Keep 204. If the preflight fails, the reason is another one: its headers, or that OPTIONS never reaches what answers 204.

```bad
The preflight must return 200, not 204.
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 7200
```

See [ok status](https://fetch.spec.whatwg.org/#ok-status).
)explain";

} // namespace whycors::rules
