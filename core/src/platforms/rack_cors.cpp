#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const rack_cors;
constinit Platform const rack_cors{
    .name = "rack-cors",
    .label = "Rails and Rack (rack-cors)",
    .config = R"config(
# gem 'rack-cors'
# Rails: config/initializers/cors.rb with Rails.application.config.middleware.insert_before 0, Rack::Cors do … end
use Rack::Cors do
  allow do
    origins @origins:'@
    resource '*',
      headers: [@headers:'@],
      methods: [@methods::@],
      expose: [@exposed:'@],
      credentials: @credentials@,
      max_age: @max_age@
  end
end
)config",
    .traps = R"traps(`origins '*'` with credentials raises an error at start.
A refused preflight (origin, method or header) is answered 200 with no CORS header at all.
An origin without scheme is taken for both http and https.
It has to stand above what authenticates: `insert_before 0`.
An unhandled error that the web server answers itself has no headers.)traps",
    .documentation = "https://github.com/cyu/rack-cors",
    .comment = "#",
    .marks = R"marks(body: an unhandled lowlevel error occurred
server: puma
x-rack-cors:
text: rack::cors
text: rack-cors)marks",
};

} // namespace whycors::platforms
