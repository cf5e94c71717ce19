#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const apache;
constinit Platform const apache{
    .name = "apache",
    .label = "Apache httpd (virtual host)",
    .config = R"config(
# Needs mod_headers, mod_setenvif, mod_rewrite: a2enmod headers setenvif rewrite
<VirtualHost *:80>
  ServerName api.example.com
  # Which origins may read the answers.
*origin   SetEnvIf Origin "^@origin:regex@$" CORS_ORIGIN=$0
  # What the application sets itself goes out no more, or there would be two values.
  Header onsuccess unset Access-Control-Allow-Origin
  Header onsuccess unset Access-Control-Allow-Credentials
  Header onsuccess unset Access-Control-Expose-Headers
  # `always`: on errors too.
  Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
?credentials   Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
?exposed   Header always set Access-Control-Expose-Headers "@exposed@"
  Header always set Access-Control-Allow-Methods "@methods@" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
?headers   Header always set Access-Control-Allow-Headers "@headers@" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
  Header always set Access-Control-Max-Age "@max_age@" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
  Header always merge Vary Origin
  # The preflight is answered here, before the application and its authentication.
  RewriteEngine On
  RewriteCond %{REQUEST_METHOD} =OPTIONS
  RewriteCond %{HTTP:Access-Control-Request-Method} !=""
  RewriteRule ^ - [R=204,L]

  ProxyPass        /api/ http://127.0.0.1:3000/api/
  ProxyPassReverse /api/ http://127.0.0.1:3000/api/
</VirtualHost>
)config",
    .traps =
        R"traps(`Header set` and `Header always set` are two tables: a header in both, or in the application and in `always`, goes out twice.
Without `always` the header is missing on errors that Apache answers itself, such as 503 for an application that is down.
`R=200` in the RewriteRule sends an error page with status 200; 204 sends nothing.
An unescaped dot in the SetEnvIf pattern matches any letter, and without `$` any ending; `$0` is the part that matched, so the pattern needs `^` and `$`.
Without `env=` an origin that is not allowed gets the value `(null)`.)traps",
    .documentation = "https://httpd.apache.org/docs/2.4/mod/mod_headers.html",
    .comment = "#",
    .marks = R"marks(server: apache
text: header set access-control
text: header always set
text: loadmodule headers)marks",
};

} // namespace whycors::platforms
