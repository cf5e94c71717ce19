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
A middleware that is added later runs earlier: one that authenticates answers the preflight 401.
A refused preflight is 400 with the reason in its body: "Disallowed CORS origin", "method" or "headers".
The default of `allow_methods` is GET alone.
`*` with `allow_credentials` lets every site in where a cookie is sent.)traps",
    .documentation = "https://fastapi.tiangolo.com/tutorial/cors/",
    .comment = "#",
    .marks = R"marks(server: uvicorn
body: disallowed cors 
text: corsmiddleware)marks",
};

} // namespace whycors::platforms
