#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const nginx;
constinit Platform const nginx{
    .name = "nginx",
    .label = "nginx",
    .config = R"config(
# Which origins may read the answers. An empty value sends no header.
map $http_origin $cors_origin {
  default "";
*origin   "@origin@" $http_origin;
}
?credentials map $cors_origin $cors_credentials {
?credentials   default "";
?credentials   "~." "true";
?credentials }

server {
  listen 80;
  server_name api.example.com; # your host
  location /api/ {             # your path
    # `always`: on errors too. A block with one add_header inherits none of the outer ones, so all stand here.
    add_header Access-Control-Allow-Origin $cors_origin always;
?credentials     add_header Access-Control-Allow-Credentials $cors_credentials always;
?exposed     add_header Access-Control-Expose-Headers '@exposed@' always;
    add_header Vary Origin always;
    # The preflight is answered here, before the application and its authentication.
    if ($request_method = OPTIONS) {
      add_header Access-Control-Allow-Origin $cors_origin always;
?credentials       add_header Access-Control-Allow-Credentials $cors_credentials always;
      add_header Access-Control-Allow-Methods '@methods@' always;
?headers       add_header Access-Control-Allow-Headers '@headers@' always;
      add_header Access-Control-Max-Age @max_age@ always;
      add_header Vary Origin always;
      return 204;
    }
    # Should the application set these too, only ours go out.
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_hide_header Access-Control-Allow-Credentials;
    proxy_hide_header Access-Control-Expose-Headers;
    proxy_pass http://127.0.0.1:3000; # your application
    proxy_set_header Host $host;
  }
}
)config",
    .traps =
        R"traps(One `add_header` in a location or an `if` drops all that stand further out; from 1.29.3 on `add_header_inherit merge;` keeps them.
Without `always` the header is missing on 401, 404, 413, 500 and 502.
Of several matching `if` blocks only the last one's headers are sent (https://github.com/nginxinc/nginx-wiki/blob/master/source/start/topics/depth/ifisevil.rst).
`error_page` moves the answer to another location, whose own `add_header` lines count.
Where the application sets the headers too, both go out unless `proxy_hide_header` takes its own away.
A `proxy_cache` in front of an application that sends `Vary: Origin` only where Origin came mixes the origins up.
Request headers with an underscore or a dot in their name are dropped: `underscores_in_headers on` (https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers).)traps",
    .documentation = "https://nginx.org/en/docs/http/ngx_http_headers_module.html",
    .comment = "#",
    .marks = R"marks(server: nginx
server: openresty
text: add_header
text: nginx.conf)marks",
};

} // namespace whycors::platforms
