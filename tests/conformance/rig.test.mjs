// The judge itself, without a browser: it must answer and record exactly, see every kind of disagreement, and keep it
// while it makes an exchange smaller.
import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'

import { compareOne, properties } from './compare.mjs'
import { generate } from './generator.mjs'
import { reduce, simpler } from './reduce.mjs'
import { origins, startServers } from './server.mjs'

/** Sends bytes to a live URL and gives all that comes back, a character for each byte. */
function sendRaw(url, text) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text, 'latin1'))
    const chunks = []
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject)
      .on('end', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

test('the server answers with exactly the bytes of the exchange, and records what was asked', async () => {
  const exchange = {
    id: 'one', request: { url: `${origins.api}/x/one/0` },
    preflight: { status: 299, headers: [['Access-Control-Allow-ORIGIN', ` ${origins.app}\t`], ['x', 'é\f'], ['x', '']] },
    response: { status: 418, headers: [['X-A ', '1']] },
  }
  const servers = await startServers(() => ({}))
  try {
    const live = servers.toLive(exchange)
    servers.exchanges.set('one', live)
    const app = servers.toLive(origins.app)
    assert.notEqual(app, origins.app)

    const preflight = await sendRaw(live.request.url,
      `OPTIONS /x/one/0 HTTP/1.1\r\nOrigin: ${app}\r\naccess-control-request-method: PUT\r\nAccess-Control-Request-Headers: a,b\r\n\r\n`)
    assert.equal(preflight, `HTTP/1.1 299 Status\r\nAccess-Control-Allow-ORIGIN:  ${app}\t\r\nx: é\f\r\nx: \r\n\r\nbody`)
    const response = await sendRaw(live.request.url, `x!y /x/one/0 HTTP/1.1\r\nContent-Length: 2\r\n\r\nab`)
    assert.equal(response, 'HTTP/1.1 418 Status\r\nX-A : 1\r\n\r\nbody')
    // OPTIONS alone is no preflight.
    assert.match(await sendRaw(live.request.url, 'OPTIONS /x/one/0 HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 418 /)

    assert.deepEqual(servers.toCanonical(servers.wire.get('one').map((one) => ({ ...one }))), [
      { host: 'api', hop: 0, method: 'OPTIONS', origin: origins.app, requestMethod: 'PUT', requestHeaders: 'a,b' },
      { host: 'api', hop: 0, method: 'x!y' },
      { host: 'api', hop: 0, method: 'OPTIONS' },
    ])
  } finally {
    servers.close()
  }
})

test('a seed gives the same exchanges anywhere, and each hop answers a preflight and the request', () => {
  const exchanges = generate(1, 2000)
  assert.deepEqual(generate(1, 2000), exchanges)
  assert.notDeepEqual(generate(2, 2000), exchanges)
  for (const { preflight, response, hops = [] } of exchanges)
    for (const answer of [preflight, response, ...hops.flatMap((hop) => [hop.preflight, hop.response])])
      assert.ok(answer?.status || answer?.error)
  const urls = exchanges.map(({ request }) => request.url)
  assert.equal(new Set(urls).size, urls.length)
})

const exchange = { id: 'a', request: { url: `${origins.api}/x/a/0`, origin: origins.app, method: 'PUT', headers: [] }, response: { status: 200, headers: [] } }
const wire = {
  preflight: { host: 'api', hop: 0, method: 'OPTIONS', origin: origins.app, requestMethod: 'PUT', requestHeaders: 'x-a' },
  request: { host: 'api', hop: 0, method: 'PUT', origin: origins.app },
}
const preflightRequest = { method: 'OPTIONS', headers: [['Access-Control-Request-Method', 'PUT'], ['Access-Control-Request-Headers', 'x-a'], ['Origin', origins.app]] }
const allowed = {
  seen: { verdict: 'allowed', exposed: ['x-a'], requests: [wire.preflight, wire.request], console: [] },
  said: { verdict: 'allowed', preflightSent: true, preflightRequest, actualSent: true, exposedHeaders: ['x-a'], console: [] },
}
const blocked = {
  seen: { verdict: 'blocked', requests: [wire.preflight], console: ['Blocked.'] },
  said: { verdict: 'blocked', stage: 'preflight', preflightSent: true, preflightRequest, actualSent: false, exposedHeaders: [], console: ['Blocked.'] },
}
const disagreements = ({ seen, said }) => compareOne('gecko', { exchange, observed: { gecko: seen } }, { engines: { gecko: said } })
  .filter(({ agrees }) => !agrees).map(({ property }) => property)

test('what agrees is told to agree', () => {
  assert.deepEqual(disagreements(allowed), [])
  assert.deepEqual(disagreements(blocked), [])
})

const wrong = {
  verdict: [blocked, { verdict: 'allowed' }],
  stage: [blocked, { stage: 'response' }],
  preflightSent: [blocked, { preflightSent: false }],
  preflightRequest: [blocked, { preflightRequest: { headers: preflightRequest.headers.slice(1) } }],
  actualSent: [allowed, { actualSent: false }],
  exposedHeaders: [allowed, { exposedHeaders: [] }],
  console: [blocked, { console: ['Blocked. '] }],
}
for (const property of Object.keys(properties))
  test(`a wrong ${property} is seen`, () => {
    const [{ seen, said }, change] = wrong[property]
    assert.deepEqual(disagreements({ seen, said: { ...said, ...change } }), [property])
  })

test('a browser that gave no answer, and a report that could not be made, disagree', () => {
  assert.ok(disagreements({ ...allowed, seen: { ...allowed.seen, verdict: 'timeout' } }).includes('verdict'))
  const [only] = compareOne('gecko', { exchange, observed: { gecko: allowed.seen } }, { error: 'unreadable' })
  assert.equal(only.agrees, false)
})

test('reducing leaves what the disagreement needs, and nothing else', async () => {
  const isAbout = ({ request, preflight }) => request.method === 'PUT'
    && Boolean(preflight.headers?.some(([name, value]) => /allow-methods/i.test(name) && value.includes('PUT')))
  const large = generate(3, 2000).filter((one) => one.hops && isAbout(one))
  assert.ok(large.length > 10)
  const reduced = await reduce(large, async (tries) => tries.map((one) => isAbout(one.exchange)))
  for (const { exchange: small, isRepeatable } of reduced) {
    assert.ok(isRepeatable)
    assert.ok(isAbout(small))
    assert.equal([...simpler(small)].some(isAbout), false)
    assert.equal(small.hops, undefined)
    assert.equal(small.preflight.headers.length, 1)
    assert.ok(small.request.url.includes(`/x/${small.id}/`))
  }
})

test('every exchange that is generated can be reduced to almost nothing', async () => {
  const all = generate(5, 300)
  for (const { exchange: small } of await reduce(all, async (tries) => tries.map(() => true))) {
    assert.equal(small.hops, undefined)
    assert.deepEqual(small.request, { url: small.request.url, origin: origins.app, method: 'GET', headers: [] })
  }
})

test('a disagreement that does not show again is given back as it was, and called so', async () => {
  const [one] = generate(4, 1)
  const [{ exchange: same, isRepeatable }] = await reduce([one], async (tries) => tries.map(() => false))
  assert.equal(isRepeatable, false)
  assert.deepEqual(same, one)
})
