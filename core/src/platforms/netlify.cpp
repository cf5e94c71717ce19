#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const netlify;
constinit Platform const netlify{
    .name = "netlify",
    .label = "Netlify Functions",
    .config = R"config(
// netlify/functions/api.mjs
const allowedOrigins = [@origins:'@]

export default async (request) => {
  const origin = request.headers.get('origin') ?? ''
  const headers = { Vary: 'Origin' }
  if (allowedOrigins.includes(origin)) {
    headers['Access-Control-Allow-Origin'] = origin
?credentials     headers['Access-Control-Allow-Credentials'] = 'true'
?exposed     headers['Access-Control-Expose-Headers'] = '@exposed@'
  }
  if (request.method === 'OPTIONS') {
    return new Response(null, {
      status: 204,
      headers: {
        ...headers,
        'Access-Control-Allow-Methods': '@methods@',
?headers         'Access-Control-Allow-Headers': '@headers@',
        'Access-Control-Max-Age': '@max_age@',
      },
    })
  }
  let response
  try {
    response = await handle(request) // your own handler
  } catch (error) {
    console.error(error)
    response = new Response('Internal error', { status: 500 })
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export const config = { path: '/api/*' }
)config",
    .traps =
        R"traps(`_headers` is for files alone: in production it does not reach functions (`netlify dev` pretends it does), nor rewrites to another server, and a preflight to a file is answered 405.
`_headers` belongs into the published folder, not into the root of the project.
A thrown error in a function is answered without headers unless it is caught.)traps",
    .documentation = "https://docs.netlify.com/manage/routing/headers/",
    .comment = "//",
    .marks = R"marks(x-nf-request-id:
server: netlify
text: netlify.toml)marks",
};

} // namespace whycors::platforms
