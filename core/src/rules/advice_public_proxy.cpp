#include "support.hpp"

namespace whycors::rules {

extern Rule const advice_public_proxy;
constinit Rule const advice_public_proxy{
    .code = "WC9003",
    .name = "advice-public-proxy",
    .category = Category::security,
    .title = "advice: a public CORS proxy",
    .told = "the paste goes through a public CORS proxy",
    .advice = "don't send data through it: call the API from a server of your own",
};

extern std::string_view const advice_public_proxy_explanation;
constinit std::string_view const advice_public_proxy_explanation = R"explain(
A public proxy reads and may change all that passes: tokens, personal data, scripts. Most are limited to a few calls or are switched off one day.

**Mend it.** Where the API is somebody else's, call it from your own server; a function of a few lines is enough, and it keeps the key out of the page.

```bad
fetch('https://cors-anywhere.herokuapp.com/https://api.example.com/data')
```

```good
fetch('/api/data')
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
