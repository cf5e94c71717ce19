#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const django;
constinit Platform const django{
    .name = "django",
    .label = "Django",
    .config = R"config(
# pip install django-cors-headers
import os

INSTALLED_APPS += ['corsheaders']
# First of all, so that redirects and errors of the others carry the headers too.
MIDDLEWARE.insert(0, 'corsheaders.middleware.CorsMiddleware')

CORS_ALLOWED_ORIGINS = os.environ.get('CORS_ORIGINS', '@comma_origins@').split(',')
CORS_ALLOW_METHODS = [@methods:'@]
CORS_ALLOW_HEADERS = [@headers:'@]
?exposed CORS_EXPOSE_HEADERS = [@exposed:'@]
?credentials CORS_ALLOW_CREDENTIALS = True
CORS_PREFLIGHT_MAX_AGE = @max_age@
)config",
    .traps =
        R"traps(An origin without scheme is the check error corsheaders.E013, one with a path or a slash E014.
Behind CommonMiddleware with APPEND_SLASH, or SecurityMiddleware with SECURE_SSL_REDIRECT, the preflight is answered with a redirect: CorsMiddleware comes first.
`CORS_ALLOW_ALL_ORIGINS` with credentials lets every site in.
Without it a function view runs for OPTIONS, too.)traps",
    .documentation = "https://github.com/adamchainz/django-cors-headers",
    .comment = "#",
    .marks = R"marks(server: wsgiserver
text: corsheaders.mid
text: 'corsheaders'
text: django-cors
text: cors_allowed_origins
text: cors_origin_)marks",
};

} // namespace whycors::platforms
