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
An `<img>` loads from anywhere, but what it shows stays unreadable unless it was asked for with CORS. Drawn on a canvas it taints it, and `toDataURL`, `toBlob` and `getImageData` throw.

**Mend it.** Put `crossorigin` on the element, before `src`, and let the image's server answer `Access-Control-Allow-Origin`. An image that is in the cache from a request without `Origin` keeps failing until the server sends `Vary: Origin`, or the URL changes.

```bad
Uncaught DOMException: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.
```

```good
const image = new Image()
image.crossOrigin = 'anonymous'
image.src = 'https://cdn.example.com/logo.png'
```

See [CORS settings attributes](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attributes).
)explain";

} // namespace whycors::rules
