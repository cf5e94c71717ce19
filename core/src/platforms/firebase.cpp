#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const firebase;
constinit Platform const firebase{
    .name = "firebase",
    .label = "Firebase Hosting",
    .config = R"config(
{
  "hosting": {
    "public": "public",
    "headers": [
      {
        "source": "/api/**",
        "headers": [
          { "key": "Access-Control-Allow-Origin", "value": "@origin@" },
          { "key": "Access-Control-Allow-Methods", "value": "@methods@" },
?headers           { "key": "Access-Control-Allow-Headers", "value": "@headers@" },
?credentials           { "key": "Access-Control-Allow-Credentials", "value": "true" },
?exposed           { "key": "Access-Control-Expose-Headers", "value": "@exposed@" },
          { "key": "Access-Control-Max-Age", "value": "@max_age@" },
          { "key": "Vary", "value": "Origin" }
        ]
      }
    ]
  }
}
)config",
    .traps =
        R"traps(One origin only: the header is the same for everybody. For several, answer from a function.
`/api` does not match `/api/data`; `/api/**` does. Redirects carry no configured headers.
With a rewrite of `**` to index.html a path that is not there is 200, with HTML.
A rewrite to a function runs it for OPTIONS: the function has to answer the preflight itself.)traps",
    .documentation = "https://firebase.google.com/docs/hosting/full-config#headers",
    .comment = "",
    .marks = R"marks(text: firebase.json)marks",
};

} // namespace whycors::platforms
