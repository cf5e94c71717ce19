#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const apache_htaccess;
constinit Platform const apache_htaccess{
    .name = "apache-htaccess",
    .label = "Apache httpd (.htaccess)",
    .config = R"config(
# Needs mod_headers, mod_setenvif, mod_rewrite, and AllowOverride FileInfo for this folder.
*origin SetEnvIf Origin "^@origin:regex@$" CORS_ORIGIN=$0
Header onsuccess unset Access-Control-Allow-Origin
Header onsuccess unset Access-Control-Allow-Credentials
Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
?credentials Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
?exposed Header always set Access-Control-Expose-Headers "@exposed@"
Header always set Access-Control-Allow-Methods "@methods@" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
?headers Header always set Access-Control-Allow-Headers "@headers@" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
Header always set Access-Control-Max-Age "@max_age@" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
Header always merge Vary Origin
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteCond %{HTTP:Access-Control-Request-Method} !=""
RewriteRule ^ - [R=204,L]
)config",
    .traps =
        R"traps(Authentication of the virtual host runs before .htaccess is read where `Require` stands outside of the folder.
The folder needs `AllowOverride FileInfo`, and Apache the modules headers, setenvif and rewrite (https://httpd.apache.org/docs/2.4/mod/core.html#allowoverride).)traps",
    .documentation = "https://httpd.apache.org/docs/2.4/howto/htaccess.html",
    .comment = "#",
    .marks = R"marks(text: .htaccess)marks",
};

} // namespace whycors::platforms
