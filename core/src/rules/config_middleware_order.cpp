#include "support.hpp"

namespace whycors::rules {

extern Rule const config_middleware_order;
constinit Rule const config_middleware_order{
    .code = "WC6003",
    .name = "config-middleware-order",
    .category = Category::blocked,
    .title = "CORS comes after what answers first",
    .told = "the CORS middleware is not used, or stands behind what answers before it is asked",
    .advice = "use it at the top, before authentication and before all routes",
};

extern std::string_view const config_middleware_order_explanation;
constinit std::string_view const config_middleware_order_explanation = R"explain(
Middleware runs in the order in which it is added. What stands before CORS answers without CORS headers: a route, or authentication that refuses the preflight, which never carries credentials.

**Mend it.** Add CORS first: before authentication, body parsing, rate limits and routes.

```bad
const app = express()
app.use(requireAuth)
app.get('/items', list)
app.use(cors({ origin: 'https://app.example.com' }))
```

```good
const app = express()
app.use(cors({ origin: 'https://app.example.com' }))
app.use(requireAuth)
app.get('/items', list)
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
