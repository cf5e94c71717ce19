#include "support.hpp"

namespace whycors::rules {

extern Rule const config_syntax_origin_list;
constinit Rule const config_syntax_origin_list{
    .code = "WC6006",
    .name = "config-syntax-origin-list",
    .category = Category::blocked,
    .title = "an allowed origin is not written as one",
    .told = "an allowed origin is written so that no browser's origin can equal it",
    .advice = "write each origin as scheme, host and port, without slash or path, one entry each; the server "
              "must answer with the one that asked",
};

extern std::string_view const config_syntax_origin_list_explanation;
constinit std::string_view const config_syntax_origin_list_explanation = R"explain(
Browsers send an origin as scheme, host and, where it is not the default, port. A slash at the end, a path, a missing scheme, several origins in one string, or a pattern such as `https://*.example.com` in the header itself match nothing. Some libraries take lists and patterns in their settings; the header never does.

**Mend it.** Give the library a real list, one string an origin, or match on the server (nginx: `map $http_origin`) and answer with the origin that asked.

```bad
add_header Access-Control-Allow-Origin "https://a.example.com, https://b.example.com" always;
```

```good
add_header Access-Control-Allow-Origin "https://a.example.com" always;
```

See [Access-Control-Allow-Origin](https://fetch.spec.whatwg.org/#http-access-control-allow-origin).
)explain";

} // namespace whycors::rules
