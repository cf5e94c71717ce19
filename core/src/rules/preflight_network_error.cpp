#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.in_preflight && failure.at(Algorithm::http_network_or_cache_fetch);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  auto const error = failure.answer->failure;
  if (error == NetworkFailure::none)
    finding.message = "the browser can't use the preflight's response, as if none had come";
  else
    append(finding.message, {"the preflight got no response at all (", to_name(error), ")"});
  finding.help = "make the server reachable for OPTIONS: a connection that is refused, a name that is not "
                 "found or a certificate that is not trusted is no matter of CORS headers";
}

} // namespace

extern Rule const preflight_network_error;
constinit Rule const preflight_network_error{
    .code = "WC3504",
    .name = "preflight-network-error",
    .category = Category::blocked,
    .title = "the preflight got no response",
    .check = check,
    .told = "the preflight got no response",
    .advice = "see that the server is up and accepts OPTIONS; then look at proxies and firewalls between",
};

extern std::string_view const preflight_network_error_explanation;
constinit std::string_view const preflight_network_error_explanation = R"explain(
The OPTIONS request got no HTTP response: connection refused, unknown name, bad certificate, a reset, or too long a wait. CORS headers can't change that.

**Mend it.** Open the URL itself in a tab: the browser then shows the true error, and lets you look at the certificate. Check host, port and scheme, and that the server runs. Some servers and firewalls reset OPTIONS alone: compare with `curl -i -X OPTIONS`.

```bad
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com", "method": "PUT"},
 "preflight": {"error": "refused"}}
```

```good
{"request": {"url": "https://api.example.com/data", "origin": "https://app.example.com", "method": "PUT"},
 "preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "https://app.example.com"], ["Access-Control-Allow-Methods", "PUT"]]}}
```
)explain";

} // namespace whycors::rules
