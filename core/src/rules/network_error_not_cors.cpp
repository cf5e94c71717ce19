#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

std::string what(fetch::Failure const& failure) {
  if (failure.at(step_id(Algorithm::main_fetch, "7.bad-port"))) return "browsers never connect to this port";
  if (failure.at(Algorithm::request_constructor) || failure.at(Algorithm::xhr_open))
    return "the URL can't be parsed";
  if (failure.at(step_id(Algorithm::http_redirect_fetch, "7"))) return "the redirects go on without end";
  if (failure.at(Algorithm::http_redirect_fetch)) return "the redirect's Location can't be followed";
  if (failure.at(Algorithm::http_fetch))
    return "the call was made with redirect mode \"error\", and the server redirects";
  switch (failure.answer ? failure.answer->failure : NetworkFailure::none) {
  case NetworkFailure::refused: return "the server refused the connection";
  case NetworkFailure::dns: return "the host name was not found";
  case NetworkFailure::tls: return "the TLS connection failed, as a rule over its certificate";
  case NetworkFailure::timeout: return "no response came in time";
  case NetworkFailure::reset: return "the connection was cut";
  case NetworkFailure::none: break;
  }
  return "the browser refuses the response before CORS is thought of";
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return (!failure.in_preflight && failure.at(Algorithm::http_network_or_cache_fetch)) ||
           failure.at(step_id(Algorithm::main_fetch, "7.bad-port")) ||
           failure.at(step_id(Algorithm::request_constructor, "5.2")) ||
           failure.at(step_id(Algorithm::xhr_open, "6")) ||
           failure.at(step_id(Algorithm::http_redirect_fetch, "5")) ||
           failure.at(step_id(Algorithm::http_redirect_fetch, "6")) ||
           failure.at(step_id(Algorithm::http_redirect_fetch, "7")) ||
           failure.at(step_id(Algorithm::http_fetch, "6.3.error"));
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  append(finding.message, {what(failure), "; this is not CORS"});
  finding.help = "mend the connection first: no CORS header has a part in it";
}

} // namespace

extern Rule const network_error_not_cors;
constinit Rule const network_error_not_cors{
    .code = "WC4303",
    .name = "network-error-not-cors",
    .category = Category::blocked,
    .title = "no usable response came; this is not CORS",
    .check = check,
    .told = "no usable response came: this is a network failure, not CORS",
    .advice = "open the URL in a tab of its own: wrong port, server down, DNS, a certificate that is not "
              "trusted, a connection that breaks off",
};

extern std::string_view const network_error_not_cors_explanation;
constinit std::string_view const network_error_not_cors_explanation = R"explain(
No usable HTTP response came: connection refused, unknown host, bad certificate, blocked port, protocol error. Scripts see the same error as with CORS, and Firefox prints “CORS request did not succeed … (null)”. No header can mend that.

**Mend it.** Open the URL itself in a tab: the browser then names the true error, and lets you accept a development certificate. Check scheme, host and port, whether the server runs, and whether a container or firewall publishes the port.

```bad
GET https://api.example.com/data net::ERR_CERT_AUTHORITY_INVALID
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```

See [network errors](https://fetch.spec.whatwg.org/#concept-network-error).
)explain";

} // namespace whycors::rules
