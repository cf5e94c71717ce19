#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!lacks_allow_origin(failure) || failure.in_preflight || !failure.answer ||
        failure.answer->status < 400)
      return false;
    std::string const body = byte_lowercase(failure.answer->body);
    return failure.answer->status != 403 ||
           (body.find("cors") == std::string::npos && body.find("origin") == std::string::npos);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.parameter = failure.status();
  append(finding.message,
         {"the server answered with an error (", failure.status(),
          "), and error responses carry no `Access-Control-Allow-Origin`; CORS only hides the real error"});
  point_at_status(finding, *failure.answer, {"this is the error to mend"});
  note(finding, "a response without the header looks like a CORS problem whatever its status is");
  append(finding.help,
         {"find out why the server answers ", failure.status(),
          ", and send the CORS headers on error responses too, so that the page can read them"});
}

} // namespace

extern Rule const error_response_without_cors;
constinit Rule const error_response_without_cors{
    .code = "WC3701",
    .name = "error-response-without-cors",
    .category = Category::blocked,
    .title = "an error response hides behind CORS",
    .check = check,
    .told = "the server answers[ {}, an error,] without CORS headers, so that the browser reports CORS",
    .advice = "mend the error itself first; then let the error responses carry the CORS headers too (nginx: "
              "`always`)",
};

extern std::string_view const error_response_without_cors_explanation;
constinit std::string_view const error_response_without_cors_explanation = R"explain(
The call itself failed on the server, and the answer that says so has no CORS headers. So the browser may tell script nothing and prints CORS, and the status stays hidden. Proxies (502, 504, 413), gateways (401, 403, 429), error handlers (500) and unknown paths (404) are often outside of what adds the headers.

**Mend it.** Read the status in the Network panel or with `curl`, and mend that. Then let the layer that writes errors add the headers too: nginx `always`, Apache `Header always set`, gateway responses in API Gateway, CORS outermost in the application.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 502 Bad Gateway
Content-Type: text/html
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 502 Bad Gateway
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Content-Type: text/html
```
)explain";

} // namespace whycors::rules
