#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const fastify;
constinit Platform const fastify{
    .name = "fastify",
    .label = "Fastify",
    .config = R"config(
// npm install @fastify/cors
import cors from '@fastify/cors'

const allowedOrigins = (process.env.CORS_ORIGINS ?? '@comma_origins@').split(',')

await app.register(cors, {
  origin: allowedOrigins,
  methods: [@methods:'@], // without this only GET, HEAD and POST
  allowedHeaders: [@headers:'@],
?exposed   exposedHeaders: [@exposed:'@],
?credentials   credentials: true,
  maxAge: @max_age@,
})
)config",
    .traps =
        R"traps(Without `methods` only GET, HEAD and POST are allowed.
Registered in a child scope, the preflight passes everywhere and the routes outside have no headers.
An `onRequest` hook for authentication that is added before it answers the preflight with 401.
OPTIONS without Access-Control-Request-Method is answered 400: that is no preflight.)traps",
    .documentation = "https://github.com/fastify/fastify-cors",
    .comment = "//",
    .marks = R"marks(body: {"message":"route options:
text: @fastify/cors)marks",
};

} // namespace whycors::platforms
