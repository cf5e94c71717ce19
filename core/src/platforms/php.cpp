#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const php;
constinit Platform const php{
    .name = "php",
    .label = "PHP",
    .config = R"config(
<?php
// At the very top, before any output and before authentication.
$allowedOrigins = explode(',', getenv('CORS_ORIGINS') ?: '@comma_origins@');
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin');
if (in_array($origin, $allowedOrigins, true)) {
    header("Access-Control-Allow-Origin: $origin");
?credentials     header('Access-Control-Allow-Credentials: true');
?exposed     header('Access-Control-Expose-Headers: @exposed@');
}
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    header('Access-Control-Allow-Methods: @methods@');
?headers     header('Access-Control-Allow-Headers: @headers@');
    header('Access-Control-Max-Age: @max_age@');
    http_response_code(204);
    exit;
}
)config",
    .traps = R"traps(Output before `header()`, a blank line before `<?php` included, loses all headers.
`header()` replaces: of two calls for one name the last counts.
The script runs for OPTIONS: end it after the preflight's headers.)traps",
    .documentation = "https://www.php.net/manual/en/function.header.php",
    .comment = "",
    .marks = R"marks(x-powered-by: php
text: header('access-control
text: header("access-control)marks",
};

} // namespace whycors::platforms
