#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(Algorithm::local_network_access_check);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  finding.message = "a public page reaches into the local network or this machine only with the user's "
                    "permission; this is not CORS";
  finding.help = "have the user grant the permission, or serve page and API from the same network; no "
                 "response header grants it";
}

} // namespace

extern Rule const local_network_access;
constinit Rule const local_network_access{
    .code = "WC4304",
    .name = "local-network-access",
    .category = Category::blocked,
    .title = "a public page reaches into the local network",
    .check = check,
    .told = "a page of a public site calls into the local network, and the browser has no permission for it",
    .advice = "let the user grant the permission (Chrome asks from a secure page), or serve page and API "
              "from the same network; no response header grants it since Chrome 142",
};

extern std::string_view const local_network_access_explanation;
constinit std::string_view const local_network_access_explanation = R"explain(
Since version 142 Chrome asks the person before a public page may reach the local network or the machine itself (Chrome 145 made two permissions of it: local network, and apps on the device). Without the permission nothing is sent, though the console blames CORS. No response header grants it: `Access-Control-Allow-Private-Network` belonged to an older scheme that was given up.

**Mend it.** Let the person allow it in the prompt, or behind the icon left of the address. The page must be on https; a frame needs `allow="local-network-access"`. Or serve the page from the local network as well.

```bad
Access to fetch at 'https://nas.example.com/status' from origin 'https://app.example.com' has been blocked by CORS policy: Permission was denied for this request to access the `local` address space.
```

```good
GET /data HTTP/1.1
Host: 192.168.1.10
Origin: http://192.168.1.10:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://192.168.1.10:3000
Vary: Origin
```

See [Local Network Access](https://wicg.github.io/local-network-access/).
)explain";

} // namespace whycors::rules
