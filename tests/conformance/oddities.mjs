// What hardly any call is: URLs and headers that are refused before anything is sent, ports and schemes that are never
// asked, redirects without end, responses that their owner keeps from other origins. Each in many calls.
import { chance, exchange as call, pick } from './generator.mjs'
import { origins } from './server.mjs'

const { app, api, api2 } = origins

const acao = (value) => ['Access-Control-Allow-Origin', value]

/** A call of mode "no-cors", which only fetch() can ask for. */
function withoutCors(made) {
  delete made.request.initiator
  delete made.request.uploadListener
  made.request.mode = 'no-cors'
  if (!['GET', 'HEAD', 'POST', 'get'].includes(made.request.method)) made.request.method = 'GET'
  if (made.request.method !== 'POST') delete made.request.body, delete made.request.bodyType
  delete made.request.redirect
}

const redirectedTo = (made, location, status = 302) => {
  made.response = { status, headers: [acao('*'), ['Location', location]] }
  delete made.hops
}

const kinds = {
  noUrl: (made, r) => { made.request.url = pick(r, ['http://', 'http://[x', 'http://127.0.0.1:99999/', 'https://:1/', 'http://a\u0000b/']) },
  credentialsInUrl: (made, r) => { made.request.url = made.request.url.replace('://', pick(r, ['://user@', '://user:pass@', '://:pass@'])) },
  badHeader: (made, r) => { made.request.headers.push(pick(r, [['a b', '1'], ['', '1'], ['x:y', '1'], ['(x)', '1'], ['X-Foo', 'a\nb'], ['X-Foo', 'a\u0000b'], ['X-Foo', '\rb'], ['X-\u00e9', '1']])) },
  droppedHeader(made, r) {
    withoutCors(made)
    made.request.headers.push(pick(r, [['X-Foo', '1'], ['Authorization', 't'], ['Content-Type', 'application/json'], ['Range', 'bytes=0-1'], ['Accept', 'a"']]))
  },
  streamWithoutCors(made) {
    withoutCors(made)
    Object.assign(made.request, { method: 'POST', body: 'stream' })
  },
  badPort: (made, r) => { made.request.url = `http://127.0.0.1:${pick(r, [22, 25, 110, 6000, 6667, 10080])}/x/${made.id}/0` },
  toBadPort: (made, r) => redirectedTo(made, `http://127.0.0.1:${pick(r, [22, 25, 6667])}/`, pick(r, [301, 302, 303, 307, 308])),
  toData(made, r) {
    if (chance(r, 0.6)) made.request.url = `${app}/x/${made.id}/0`
    redirectedTo(made, pick(r, ['data:,x', 'data:text/plain,x', 'data:application/json,{}']))
  },
  data: (made, r) => { made.request.url = pick(r, ['data:,x', 'data:text/html,x', 'data:text/plain;base64,eA==']) },
  otherScheme: (made, r) => {
    made.request.url = pick(r, ['foo:bar', 'about:blank', 'ftp://127.0.0.1/', 'blob:x', 'javascript:1', 'ws://127.0.0.1:8802/'])
    if (chance(r, 0.5)) withoutCors(made)
  },
  ownerRefuses(made, r) {
    withoutCors(made)
    made.response = { status: 200, headers: [['Cross-Origin-Resource-Policy', pick(r, ['same-origin', 'same-origin', 'same-site', 'cross-origin', 'Same-Origin', 'x'])]] }
    delete made.hops
  },
  endless(made, r) {
    const count = pick(r, [19, 20, 21, 21])
    made.request.method = 'GET'
    made.request.headers = []
    for (const name of ['body', 'bodyType', 'mode', 'redirect', 'uploadListener']) delete made.request[name]
    made.request.credentials = 'same-origin'
    const answer = (hop) => ({ preflight: { status: 405, headers: [] }, response: hop < count ? { status: 302, headers: [acao('*'), ['Location', `/x/${made.id}/${hop + 1}`]] } : { status: 200, headers: [acao('*')] } })
    Object.assign(made, answer(0), { hops: Array.from({ length: count }, (_, hop) => answer(hop + 1)) })
  },
  backWithCredentials(made, r) {
    made.request.url = `${api}/x/${made.id}/0`
    for (const name of ['redirect', 'mode', 'cache']) delete made.request[name]
    // Chromium refuses all but XMLHttpRequest's a step earlier.
    if (made.request.credentials !== 'omit' && made.request.body !== 'stream' && chance(r, 0.6)) made.request.initiator = 'xhr'
    const wide = { status: 204, headers: [acao(app), ['Access-Control-Allow-Credentials', 'true'], ['Access-Control-Allow-Methods', `${made.request.method}, *`], ['Access-Control-Allow-Headers', made.request.headers.map(([name]) => name).join(', ')]] }
    made.preflight = wide
    made.response = { status: pick(r, [302, 307]), headers: [acao(app), ['Access-Control-Allow-Credentials', 'true'], ['Location', `${pick(r, [app, app, api, api2]).replace('://', '://u:p@')}/x/${made.id}/1`]] }
    made.hops = [{ preflight: wide, response: { status: 200, headers: [acao('*')] } }]
  },
  longHeaders: (made, r) => {
    const names = ['Accept', 'Accept-Language', 'Content-Language', 'DPR', 'Width', 'Viewport-Width', 'Downlink', 'RTT', 'Device-Memory']
    made.request.headers = names.slice(0, 7 + Math.floor(r() * 3)).map((name) => [name, '1'.repeat(128)])
  },
}

/** An exchange of one of these kinds, the kinds in turn. */
export function oddExchange(r, id) {
  const names = Object.keys(kinds)
  const made = call(r, id)
  kinds[names[Number(/\d+$/.exec(id)) % names.length]](made, r)
  return made
}
