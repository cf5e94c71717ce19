#include "support.hpp"

namespace whycors::rules {

extern Rule const reflects_any_origin_with_credentials;
constinit Rule const reflects_any_origin_with_credentials{
    .code = "WC7001",
    .name = "reflects-any-origin-with-credentials",
    .category = Category::security,
    .title = "any origin is let in, with credentials",
    .told = "any origin is reflected and credentials are allowed, so every site can read what the signed-in "
            "person can",
    .advice = "answer with the origin only when it is on a list of known ones",
};

extern std::string_view const reflects_any_origin_with_credentials_explanation;
constinit std::string_view const reflects_any_origin_with_credentials_explanation = R"explain(
Answering with whatever origin asked, together with `Access-Control-Allow-Credentials: true`, switches the protection off: every site that somebody visits while signed in can read the API in their name. Compare with a list of known origins first.

```bad
add_header Access-Control-Allow-Origin $http_origin always;
add_header Access-Control-Allow-Credentials true always;
```

```good
add_header Access-Control-Allow-Origin https://app.example.com always;
add_header Access-Control-Allow-Credentials true always;
```
)explain";

} // namespace whycors::rules
