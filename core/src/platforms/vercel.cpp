#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const vercel;
constinit Platform const vercel{
    .name = "vercel",
    .label = "Vercel",
    .config = R"config(
{
  "headers": [
    {
      "source": "/api/(.*)",
      "headers": [
        { "key": "Access-Control-Allow-Origin", "value": "@origin@" },
?credentials         { "key": "Access-Control-Allow-Credentials", "value": "true" },
        { "key": "Access-Control-Allow-Methods", "value": "@methods@" },
?headers         { "key": "Access-Control-Allow-Headers", "value": "@headers@" },
?exposed         { "key": "Access-Control-Expose-Headers", "value": "@exposed@" },
        { "key": "Access-Control-Max-Age", "value": "@max_age@" },
        { "key": "Vary", "value": "Origin" }
      ]
    }
  ]
}
)config",
    .traps =
        R"traps(This is vercel.json. The function runs for OPTIONS too and must answer it 204, or the preflight fails in spite of the headers.
`"source": "/api/*"` is refused: write `/api/(.*)`.
One origin only: for several, set the headers in the function.
Beside the legacy `routes` no `headers` are allowed. `trailingSlash: true` answers the preflight with a redirect.)traps",
    .documentation = "https://vercel.com/guides/how-to-enable-cors",
    .comment = "",
    .marks = R"marks(server: vercel
x-vercel-id:)marks",
};

} // namespace whycors::platforms
