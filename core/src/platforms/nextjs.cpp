#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const nextjs;
constinit Platform const nextjs{
    .name = "nextjs",
    .label = "Next.js",
    .config = R"config(
// proxy.js (middleware.js with `export function middleware` before Next.js 16)
import { NextResponse } from 'next/server'

const allowedOrigins = (process.env.CORS_ORIGINS ?? '@comma_origins@').split(',')

export function proxy(request) {
  const origin = request.headers.get('origin') ?? ''
  const headers = { Vary: 'Origin' }
  if (allowedOrigins.includes(origin)) {
    headers['Access-Control-Allow-Origin'] = origin
?credentials     headers['Access-Control-Allow-Credentials'] = 'true'
?exposed     headers['Access-Control-Expose-Headers'] = '@exposed@'
  } else if (origin) {
    console.warn(`CORS: refused ${JSON.stringify(origin)}`)
  }
  if (request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) {
    return new NextResponse(null, {
      status: 204,
      headers: {
        ...headers,
        'Access-Control-Allow-Methods': '@methods@',
?headers         'Access-Control-Allow-Headers': '@headers@',
        'Access-Control-Max-Age': '@max_age@',
      },
    })
  }
  const response = NextResponse.next()
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export const config = { matcher: '/api/:path*' }
)config",
    .traps = R"traps(`source: '/api'` in `headers()` does not match what is below it.
`trailingSlash: true` answers the preflight of /api/data with a redirect, which fails, and without it the one of /api/data/.
An exported OPTIONS with headers and a GET without: the preflight passes, the call fails.
A handler in pages/api runs for OPTIONS too. Before Next.js 16 the file is middleware.js, and the function `middleware`.)traps",
    .documentation = "https://nextjs.org/docs/app/api-reference/file-conventions/proxy",
    .comment = "//",
    .marks = R"marks(x-powered-by: next.js
vary: next-router-state-tree
x-nextjs-cache:
text: next.config)marks",
};

} // namespace whycors::platforms
