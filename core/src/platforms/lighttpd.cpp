#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const lighttpd;
constinit Platform const lighttpd{
    .name = "lighttpd",
    .label = "lighttpd",
    .config = R"config(
server.modules += ("mod_setenv", "mod_rewrite", "mod_proxy")
setenv.set-response-header = ("Vary" => "Origin")
*origin $REQUEST_HEADER["Origin"] == "@origin@" {
*origin   setenv.set-response-header = (
*origin     "Access-Control-Allow-Origin" => "@origin@",
*origin     "Access-Control-Allow-Methods" => "@methods@",
?headers *origin     "Access-Control-Allow-Headers" => "@headers@",
?credentials *origin     "Access-Control-Allow-Credentials" => "true",
?exposed *origin     "Access-Control-Expose-Headers" => "@exposed@",
*origin     "Access-Control-Max-Age" => "@max_age@",
*origin     "Vary" => "Origin"
*origin   )
*origin }
# lighttpd answers OPTIONS itself where it is not proxied: with 200 for its own root, whatever the path was.
$HTTP["request-method"] == "OPTIONS" {
  url.rewrite-once = ("^" => "/")
}
$HTTP["request-method"] != "OPTIONS" {
  proxy.server = ("/api/" => (("host" => "127.0.0.1", "port" => 3000)))
}
)config",
    .traps =
        R"traps(`setenv.add-response-header` adds a second value where the application sets one; `set-response-header` replaces it.
What stands in a condition on the Origin is missing for others: `Vary` belongs outside.)traps",
    .documentation = "https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_setenv",
    .comment = "#",
    .marks = R"marks(server: lighttpd
text: setenv.add-response-header)marks",
};

} // namespace whycors::platforms
