#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const cloudflare_workers;
constinit Platform const cloudflare_workers{
    .name = "cloudflare-workers",
    .label = "Cloudflare Workers",
    .config = R"config(
const allowedOrigins = [@origins:'@]

function corsHeaders(request) {
  const origin = request.headers.get('Origin') ?? ''
  const headers = { Vary: 'Origin' }
  if (allowedOrigins.includes(origin)) {
    headers['Access-Control-Allow-Origin'] = origin
?credentials     headers['Access-Control-Allow-Credentials'] = 'true'
?exposed     headers['Access-Control-Expose-Headers'] = '@exposed@'
  }
  return headers
}

export default {
  async fetch(request, env, context) {
    if (request.method === 'OPTIONS' && request.headers.get('Access-Control-Request-Method')) {
      return new Response(null, {
        status: 204,
        headers: {
          ...corsHeaders(request),
          'Access-Control-Allow-Methods': '@methods@',
?headers           'Access-Control-Allow-Headers': '@headers@',
          'Access-Control-Max-Age': '@max_age@',
        },
      })
    }
    let response
    try {
      response = await handle(request, env, context) // your own handler
    } catch (error) {
      console.error(error)
      response = new Response('Internal error', { status: 500 })
    }
    response = new Response(response.body, response) // fetched responses can't be changed
    for (const [name, value] of Object.entries(corsHeaders(request))) response.headers.set(name, value)
    return response
  },
}
)config",
    .traps = R"traps(A thrown error is answered without headers unless it is caught.
The headers of a fetched Response can't be changed: copy it first.
The worker runs for OPTIONS too; Access, or a WAF rule in front of it, may answer the preflight before (https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/).)traps",
    .documentation = "https://developers.cloudflare.com/workers/examples/cors-header-proxy/",
    .comment = "//",
};

} // namespace whycors::platforms
