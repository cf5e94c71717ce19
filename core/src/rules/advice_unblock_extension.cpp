#include "support.hpp"

namespace whycors::rules {

extern Rule const advice_unblock_extension;
constinit Rule const advice_unblock_extension{
    .code = "WC9002",
    .name = "advice-unblock-extension",
    .category = Category::security,
    .title = "advice: an extension that adds CORS headers",
    .told = "the paste speaks of an extension that rewrites CORS headers",
    .advice = "switch it off while you look for the cause: it adds a second `Access-Control-Allow-Origin`, "
              "and helps nobody but you",
};

extern std::string_view const advice_unblock_extension_explanation;
constinit std::string_view const advice_unblock_extension_explanation = R"explain(
Extensions such as “Allow CORS” or “CORS Unblock” rewrite responses in one browser. They cause errors of their own (two values of `Access-Control-Allow-Origin`), weaken every site that is visited, and change nothing for anybody else.

**Mend it.** Switch it off before you look further, then let the server send the headers, or use a development proxy.

```bad
It works with the CORS Unblock extension switched on.
```

```good
It works with the development server's proxy.
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
