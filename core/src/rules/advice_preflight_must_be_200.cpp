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
Any status from 200 to 299 is fine for a preflight, by the standard and in Chromium, Firefox and Safari. 204 without a body is the usual one.

```bad
The preflight must return 200, not 204.
```
)explain";

} // namespace whycors::rules
