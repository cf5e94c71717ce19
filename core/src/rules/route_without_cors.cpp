#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  auto const routes = routes_that_differ(diagnosis);
  if (!routes) return;
  auto const& hops = diagnosis.exchange.hops;
  RuleFinding& finding = add(findings, rule, EngineSet::browsers());
  append(finding.message,
         {"the route `", routes->path_without, "` answers without `Access-Control-Allow-Origin`, though `",
          routes->path_with, "` of the same server has it"});
  point_at_missing(finding, hops[routes->without].response, "the header is missing on this route",
                   {"access-control-allow-origin: ", diagnosis.exchange.request.origin.value});
  point_at_row(finding, hops[routes->with].response, names::access_control_allow_origin,
               {"and is there on that one"}, false);
  finding.help =
      "switch CORS on for the whole application or router instead of single routes, before all of them";
}

} // namespace

extern Rule const route_without_cors;
constinit Rule const route_without_cors{
    .code = "WC3106",
    .name = "route-without-cors",
    .category = Category::blocked,
    .title = "CORS is switched on for some routes only",
    .check = check,
};

extern std::string_view const route_without_cors_explanation;
constinit std::string_view const route_without_cors_explanation = R"explain(
One route of the server has CORS headers and another has none. As a rule the middleware is mounted on single routes or on one router, or the other route is served by something else: a static folder, an older service, a path that a proxy sends elsewhere.

**Mend it.** Switch CORS on once, for the whole application, before all routes. If routes belong to different services, give each its headers, or let the proxy in front own them.

```bad
GET /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

GET /users HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: application/json
```

```good
GET /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

GET /users HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Content-Type: application/json
```

See [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
)explain";

} // namespace whycors::rules
