#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const caddy;
constinit Platform const caddy{
    .name = "caddy",
    .label = "Caddy",
    .config = R"config(
api.example.com {
  # Which origins may read the answers. Several values of one header are alternatives.
  @cors {
*origin     header Origin @origin@
  }
  @preflight {
    method OPTIONS
    header Access-Control-Request-Method *
  }
  header +Vary Origin
  header @cors {
    Access-Control-Allow-Origin {header.origin}
?credentials     Access-Control-Allow-Credentials true
?exposed     Access-Control-Expose-Headers "@exposed@"
  }
  header @preflight {
    Access-Control-Allow-Methods "@methods@"
?headers     Access-Control-Allow-Headers "@headers@"
    Access-Control-Max-Age @max_age@
  }
  # The preflight is answered here, before the application and its authentication.
  respond @preflight 204
  reverse_proxy localhost:3000 {
    # Should the application set these too, only ours go out.
    header_down -Access-Control-*
  }
}
)config",
    .traps =
        R"traps(`header` without `defer` adds to the application's header, and with `defer` it is lost on errors that Caddy makes itself.
A matcher `header Origin app.example.com` without the scheme never matches.
`handle` branches exclude each other: one for the preflight has only the headers that stand in it.
`{header.Origin}` as the value lets every origin in.)traps",
    .documentation = "https://caddyserver.com/docs/caddyfile/directives/header",
    .comment = "#",
    .marks = R"marks(server: caddy
text: caddyfile
text: header_up)marks",
};

} // namespace whycors::platforms
