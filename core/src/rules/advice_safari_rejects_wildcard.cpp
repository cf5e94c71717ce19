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

```bad
Safari rejects Access-Control-Allow-Headers: *
```
)explain";

} // namespace whycors::rules
