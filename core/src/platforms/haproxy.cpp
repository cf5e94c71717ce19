#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const haproxy;
constinit Platform const haproxy{
    .name = "haproxy",
    .label = "HAProxy",
    .config = R"config(
frontend api
  bind *:80
  mode http
  # Which origins may read the answers.
*origin   http-request set-var(txn.cors_origin) req.hdr(Origin) if { req.hdr(Origin) -m str @origin@ }
  acl cors_ok var(txn.cors_origin) -m found
  acl preflight method OPTIONS
  acl asks req.hdr(Access-Control-Request-Method) -m found
  http-request set-var(txn.preflight) bool(true) if preflight asks
  # The preflight is answered here, before the application and its authentication.
  http-request return status 204 if preflight asks
  # `http-after-response` reaches the answers that HAProxy makes itself too.
  http-after-response del-header Access-Control- -m beg
  http-after-response set-header Access-Control-Allow-Origin "%[var(txn.cors_origin)]" if cors_ok
?credentials   http-after-response set-header Access-Control-Allow-Credentials "true" if cors_ok
?exposed   http-after-response set-header Access-Control-Expose-Headers "@exposed@" if cors_ok !{ var(txn.preflight) -m bool }
  http-after-response set-header Access-Control-Allow-Methods "@methods@" if { var(txn.preflight) -m bool }
?headers   http-after-response set-header Access-Control-Allow-Headers "@headers@" if { var(txn.preflight) -m bool }
  http-after-response set-header Access-Control-Max-Age @max_age@ if { var(txn.preflight) -m bool }
  http-after-response add-header Vary Origin
  default_backend app

backend app
  mode http
  server app1 127.0.0.1:3000
)config",
    .traps =
        R"traps(`http-response` rules never touch what HAProxy answers itself (return, deny, redirect, 503): use `http-after-response`, from 2.2 on.
`req.hdr(Origin)` can't be read in a response rule, and stops HAProxy from starting; keep it in a variable.
`add-header` doubles what the application sets; `set-header` replaces it.)traps",
    .documentation = "https://docs.haproxy.org/2.6/configuration.html#4.2-http-after-response",
    .comment = "#",
    .marks = R"marks(body: request forbidden by administrative rules
body: no server is available to handle this request
text: haproxy.cfg
text: http-response set-header)marks",
};

} // namespace whycors::platforms
