#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const koa;
constinit Platform const koa{
    .name = "koa",
    .label = "Koa",
    .config = R"config(
// npm install @koa/cors
const cors = require('@koa/cors')

const allowedOrigins = (process.env.CORS_ORIGINS ?? '@comma_origins@').split(',')

// The first middleware, so that errors and authentication come after it.
app.use(cors({
  origin: (context) => (allowedOrigins.includes(context.get('Origin')) ? context.get('Origin') : ''),
  allowMethods: [@methods:'@],
  allowHeaders: [@headers:'@],
?exposed   exposeHeaders: [@exposed:'@],
?credentials   credentials: true,
  maxAge: @max_age@,
}))
)config",
    .traps =
        R"traps(Express' option names (`methods`, `allowedHeaders`, `exposedHeaders`) are silently ignored.
`credentials: true` without `origin` lets every site in.
A preflight from an origin that is not allowed goes on to the router, and to what authenticates.
Headers set by hand are wiped when a middleware throws.)traps",
    .documentation = "https://github.com/koajs/cors",
    .comment = "//",
    .marks = R"marks(text: @koa/cors)marks",
};

} // namespace whycors::platforms
