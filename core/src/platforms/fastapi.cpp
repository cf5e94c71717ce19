#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const fastapi;
constinit Platform const fastapi{
    .name = "fastapi",
    .label = "FastAPI and Starlette",
    .config = R"config(
import os
from starlette.middleware.cors import CORSMiddleware

# Around the whole application, at its very end: an unhandled 500 carries the headers then too.
app = CORSMiddleware(
    app,
    allow_origins=os.environ.get('CORS_ORIGINS', '@comma_origins@').split(','),
    allow_methods=[@methods:'@],
    allow_headers=[@headers:'@],
?exposed     expose_headers=[@exposed:'@],
?credentials     allow_credentials=True,
    max_age=@max_age@,
)
)config",
    .traps = R"traps(`app.add_middleware(CORSMiddleware, …)` leaves the headers out of unhandled errors (500).
A refused preflight is 400 with the reason in its body: "Disallowed CORS origin", "method" or "headers".
The default of `allow_methods` is GET alone.)traps",
    .documentation = "https://fastapi.tiangolo.com/tutorial/cors/",
    .comment = "#",
    .marks = R"marks(server: uvicorn)marks",
};

} // namespace whycors::platforms
