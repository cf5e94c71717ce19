#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const hono;
constinit Platform const hono{
    .name = "hono",
    .label = "Hono",
    .config = R"config(
import { cors } from 'hono/cors'

// Before the routes. `/*` matters: '/api' alone matches nothing below it.
app.use('/*', cors({
  origin: [@origins:'@],
  allowMethods: [@methods:'@],
  allowHeaders: [@headers:'@],
?exposed   exposeHeaders: [@exposed:'@],
?credentials   credentials: true,
  maxAge: @max_age@,
}))
)config",
    .traps = R"traps(Added after the routes, the preflight passes and the answers have no headers.
`'/api'` matches nothing below it: `'/api/*'` does.
Express' option names (`methods`, `allowedHeaders`) are silently ignored.)traps",
    .documentation = "https://hono.dev/docs/middleware/builtin/cors",
    .comment = "//",
    .marks = R"marks(text: hono/cors)marks",
};

} // namespace whycors::platforms
