#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const nestjs;
constinit Platform const nestjs{
    .name = "nestjs",
    .label = "NestJS",
    .config = R"config(
const allowedOrigins = (process.env.CORS_ORIGINS ?? '@comma_origins@').split(',')

// Before `app.listen`, and before any `app.use` that authenticates.
app.enableCors({
  origin: allowedOrigins,
  methods: [@methods:'@],
  allowedHeaders: [@headers:'@],
?exposed   exposedHeaders: [@exposed:'@],
?credentials   credentials: true,
  maxAge: @max_age@,
})
)config",
    .traps = R"traps(`cors: true` allows every origin.
An `app.use(auth)` above `enableCors` answers the preflight with 401.
Called after `listen`, `enableCors` does nothing.)traps",
    .documentation = "https://docs.nestjs.com/security/cors",
    .comment = "//",
    .marks = R"marks(body: {"message":"cannot 
text: app.enablecors()marks",
};

} // namespace whycors::platforms
