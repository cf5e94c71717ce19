#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const ingress_nginx;
constinit Platform const ingress_nginx{
    .name = "ingress-nginx",
    .label = "Kubernetes ingress-nginx",
    .config = R"config(
metadata:
  annotations:
    nginx.ingress.kubernetes.io/enable-cors: "true"
    nginx.ingress.kubernetes.io/cors-allow-origin: "@comma_origins@"
    nginx.ingress.kubernetes.io/cors-allow-methods: "@methods@"
    nginx.ingress.kubernetes.io/cors-allow-headers: "@headers@"
?exposed     nginx.ingress.kubernetes.io/cors-expose-headers: "@exposed@"
    nginx.ingress.kubernetes.io/cors-allow-credentials: "@credentials@"
    nginx.ingress.kubernetes.io/cors-max-age: "@max_age@"
)config",
    .traps =
        R"traps(`enable-cors: "true"` alone sends `*` with credentials, which fails for calls with cookies.
It replaces what the application sets, and sends no `Vary: Origin`.
A preflight from an origin that is not allowed goes on to the application.)traps",
    .documentation =
        "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors",
    .comment = "#",
    .marks = R"marks(text: nginx.ingress.kubernetes.io)marks",
};

} // namespace whycors::platforms
