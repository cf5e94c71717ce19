#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const vercel;
constinit Platform const vercel{
    .name = "vercel",
    .label = "Vercel Functions",
    .config = R"config(
// api/_cors.mjs (a name that begins with _ is no route)
const allowedOrigins = [@origins:'@]

export const withCors = (handle) => async (request, response) => {
  const origin = request.headers.origin ?? ''
  response.setHeader('Vary', 'Origin')
  if (allowedOrigins.includes(origin)) {
    response.setHeader('Access-Control-Allow-Origin', origin)
?credentials     response.setHeader('Access-Control-Allow-Credentials', 'true')
?exposed     response.setHeader('Access-Control-Expose-Headers', '@exposed@')
  }
  if (request.method === 'OPTIONS') {
    response.setHeader('Access-Control-Allow-Methods', '@methods@')
?headers     response.setHeader('Access-Control-Allow-Headers', '@headers@')
    response.setHeader('Access-Control-Max-Age', '@max_age@')
    return response.status(204).end()
  }
  try {
    return await handle(request, response)
  } catch (error) {
    console.error(error)
    return response.status(500).json({ error: 'Internal error' })
  }
}

// Then in each function:
//   import { withCors } from './_cors.mjs'
//   export default withCors((request, response) => { ... })
)config",
    .traps =
        R"traps(`headers` in vercel.json are not enough: the function runs for OPTIONS too and must answer it 204, or the preflight fails in spite of them. They can name one origin only.
In vercel.json `"source": "/api/*"` is refused: write `/api/(.*)`. Beside the legacy `routes` no `headers` are allowed.
A path without a function is answered 404 by Vercel itself, without these headers.
`trailingSlash: true` answers the preflight with a redirect, which fails it.)traps",
    .documentation = "https://vercel.com/guides/how-to-enable-cors",
    .comment = "//",
    .marks = R"marks(server: vercel
x-vercel-id:
text: vercel.json)marks",
};

} // namespace whycors::platforms
