#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const flask;
constinit Platform const flask{
    .name = "flask",
    .label = "Flask",
    .config = R"config(
# pip install flask-cors
import os
from flask_cors import CORS

CORS(app,
     origins=os.environ.get('CORS_ORIGINS', '@comma_origins@').split(','),
     methods=[@methods:'@],
     allow_headers=[@headers:'@],
?exposed      expose_headers=[@exposed:'@],
?credentials      supports_credentials=True,
     vary_header=True,
     max_age=@max_age@)


@app.after_request
def vary_by_origin(response):
    response.vary.add('Origin')  # flask-cors leaves it out where there is one origin
    return response
)config",
    .traps =
        R"traps(`@cross_origin` above `@app.route` has no effect: it belongs between the route and the function.
A `before_request` that aborts with 401 fails the preflight with all CORS headers in place.
An origin with characters of a regular expression is read as one.
A list of one origin is sent without `Vary: Origin` by flask-cors 3.
`supports_credentials` with the default origins lets every site in.
The preflight of a path that no route knows is answered 404, and one with another slash at its end 308.)traps",
    .documentation = "https://flask-cors.readthedocs.io/",
    .comment = "#",
    .marks = R"marks(server: werkzeug
text: flask_cors)marks",
};

} // namespace whycors::platforms
