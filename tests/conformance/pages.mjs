// Calls from pages that are not plain ones: opaque origins, workers, files, pages with a policy, pages by https, and
// public pages that reach into a local network.
import { exchange as call, pick } from './generator.mjs'
import { origins } from './server.mjs'

const { app, api, api2, secure } = origins

/** Ports are put in only together with their hosts. */
const policies = ["connect-src 'self'", "connect-src 'none'", "default-src 'self' 'unsafe-inline'", `connect-src ${api}`, 'connect-src http:', 'connect-src *', `connect-src 'self' ${api2}`, "connect-src 'self' 127.0.0.1:*",
  "default-src *; connect-src 'self'", `connect-src ${api}/x/`, `connect-src ${api}/y/`, `connect-src ${api}/x`, `connect-src 'self', connect-src *`, 'connect-src https:', "img-src 'none'", 'connect-src', 'connect-src HTTP://127.0.0.1:8802',
  `connect-src 'self' 'self' ${api}; connect-src 'none'`, "default-src 'none'; script-src *; connect-src *"]

/** An address that is nobody's, so that what browsers do with it happens before any request. */
const insecureHost = 'http://whycors.invalid'

const kinds = {
  worker: (made) => { made.request.client = 'worker' },
  sandboxed: (made) => { made.request.client = 'sandboxed' },
  data: (made) => { made.request.origin = 'null' },
  file: (made) => { made.request.origin = 'null'; made.page = { origin: 'file://' } },
  policy: (made, r) => { made.page = { csp: pick(r, policies) } },
  secure: (made, r) => {
    made.request.origin = secure
    if (r() < 0.25) made.request.url = made.request.url.replace(/^https?:\/\/[^/]+/, insecureHost)
  },
  public: (made) => { made.request.addressSpace = { page: 'public', target: 'loopback' } },
}

/** An exchange of one of these pages: one of plain calls, with the page's origin in the place of the plain page's. */
export function pageExchange(r, id) {
  const kind = pick(r, Object.keys(kinds))
  let made = call(r, id)
  const from = { sandboxed: 'null', data: 'null', file: 'null', secure }[kind]
  if (from) {
    // What servers allow and what comes of it is the other page's; its own origin's URLs stay where they are.
    const allowed = (answer) => answer?.headers && ({ ...answer, headers: answer.headers.map(([name, value]) => [name, /allow-origin/i.test(name) ? value.replaceAll(app, from) : value]) })
    const answers = ({ preflight, response, ...rest }) => ({ ...rest, preflight: allowed(preflight) || preflight, response: allowed(response) || response })
    made = { ...answers(made), ...(made.hops && { hops: made.hops.map(answers) }) }
  }
  kinds[kind](made, r)
  return made
}
