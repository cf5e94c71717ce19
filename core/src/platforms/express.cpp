#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const express;
constinit Platform const express{
    .name = "express",
    .label = "Express 4 and 5",
    .config = R"config(
// npm install cors
const cors = require('cors')

const allowedOrigins = (process.env.CORS_ORIGINS ?? '@comma_origins@').split(',')

// Before authentication and before all routes: it answers every preflight itself, on every path.
app.use(cors({
  origin(origin, callback) {
    const isAllowed = !origin || allowedOrigins.includes(origin)
    if (!isAllowed) console.warn(`CORS: refused ${JSON.stringify(origin)}`)
    callback(null, isAllowed)
  },
  methods: [@methods:'@],
  allowedHeaders: [@headers:'@],
?exposed   exposedHeaders: [@exposed:'@],
?credentials   credentials: true,
  maxAge: @max_age@,
}))
)config",
    .traps =
        R"traps(`app.options('*', cors())` stops Express 5 from starting, and is needed in no version after `app.use(cors())` (https://expressjs.com/en/guide/migrating-5.html).
`origin: 'https://…'` as a string is sent to every origin; a list or a function compares. With a slash at its end it never matches.
`origin: true` with credentials lets every site in.
A callback that gives an Error answers 500; give `false` to refuse.
`cors()` per route needs its own `app.options('/path', cors())`.)traps",
    .documentation = "https://expressjs.com/en/resources/middleware/cors.html",
    .comment = "//",
    .marks = R"marks(x-powered-by: express
text: app.use(cors
text: require('cors')
text: require("cors"))marks",
};

} // namespace whycors::platforms
