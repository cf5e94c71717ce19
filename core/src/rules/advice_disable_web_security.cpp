#include "support.hpp"

namespace whycors::rules {

extern Rule const advice_disable_web_security;
constinit Rule const advice_disable_web_security{
    .code = "WC9001",
    .name = "advice-disable-web-security",
    .category = Category::security,
    .title = "advice: start the browser without web security",
    .told = "the paste speaks of a browser started without web security",
    .advice = "don't: it hides the fault from you alone, and opens all that you are signed in to; mend the "
              "server or use a development proxy",
};

extern std::string_view const advice_disable_web_security_explanation;
constinit std::string_view const advice_disable_web_security_explanation = R"explain(
`--disable-web-security` switches off the same-origin policy of one browser on one machine. Nobody who uses the page has it, and every page opened in that browser can read all others.

**Mend it.** For development use the proxy of your tool (Vite's `server.proxy`, webpack's `devServer.proxy`): the page then calls its own origin. For everybody else the server must allow the origin.

```bad
chrome.exe --user-data-dir="C:/tmp" --disable-web-security
```

```good
export default { server: { proxy: { '/api': 'https://api.example.com' } } }
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
