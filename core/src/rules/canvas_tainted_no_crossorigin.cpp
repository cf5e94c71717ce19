#include "support.hpp"

namespace whycors::rules {

extern Rule const canvas_tainted_no_crossorigin;
constinit Rule const canvas_tainted_no_crossorigin{
    .code = "WC4008",
    .name = "canvas-tainted-no-crossorigin",
    .category = Category::blocked,
    .title = "an image without `crossorigin` taints the canvas",
    .told = "an image from another origin was loaded without `crossorigin`, so the canvas it was drawn on "
            "can't be read",
    .advice = "set `crossOrigin = 'anonymous'` before `src`, and let the image's server answer "
              "`Access-Control-Allow-Origin`; images cached without it need another URL",
};

extern std::string_view const canvas_tainted_no_crossorigin_explanation;
constinit std::string_view const canvas_tainted_no_crossorigin_explanation = R"explain(
An `<img>` loads from anywhere, but what it shows stays unreadable unless it was asked for with CORS: `crossorigin` on the element, set before `src`, and `Access-Control-Allow-Origin` in the answer. An image that is in the cache from a request without `Origin` keeps failing until the server sends `Vary: Origin`.

```bad
Uncaught DOMException: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.
```
)explain";

} // namespace whycors::rules
