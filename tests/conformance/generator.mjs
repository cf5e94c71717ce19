// Exchanges from a seed: dense and adversarial around every decision of CORS, about half of them allowed.
// Every hop carries both a preflight and a response, since engines differ in which they ask for.

import { oddExchange } from './oddities.mjs'
import { pageExchange } from './pages.mjs'
import { sequences } from './sequences.mjs'
import { origins } from './server.mjs'

/** A small generator of pseudo-random numbers (mulberry32), so that a seed gives the same exchanges anywhere. */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const { app, api, api2, secure } = origins

const methods = ['GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'patch', 'put', 'get',
  'pAtCh', 'delete', 'Chicken', 'CHICKEN', 'TRACE', 'x!y', '*', 'G ET']

const bytes = (from, to) => Array.from({ length: to - from }, (_, i) => String.fromCharCode(from + i))
const someByte = (r) => String.fromCharCode(Math.floor(r() * 254) + 1)

export const pick = (r, list) => list[Math.floor(r() * list.length)]
export const chance = (r, p) => r() < p

function requestHeaderRows(r) {
  const headers = [
    () => ['X-Foo', 'bar'], () => ['X-Foo', 'bar'], () => ['x-bar', '1'], () => ['Authorization', 'Bearer t'], () => ['authorization', 't'],
    () => ['Content-Type', 'application/json'], () => ['Content-Type', 'text/plain'], () => ['content-type', 'TEXT/PLAIN;charset=utf-8'],
    () => ['Content-Type', pick(r, ['text/plain;', 'text/plain;;', 'text/plain; ;', 'text/plain;a=b;', 'text/plain;charset=a,b',
      'text/plain, application/json', 'text/plain,', 'text/plain;a', ' text/plain ', 'text/ plain', 'text /plain', 'text', '', '/',
      'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/html', 'text/plain;a=b, application/json',
      'application/json;text/plain', 'text/plain+json', 'text/plain;;a=b', 'text/plain;a=b;c=d', '*/*'])],
    () => ['Content-Type', 'text/plain;a=' + someByte(r).replace(/[\r\n\0]/g, '')],
    () => ['Accept', 'text/html'], () => ['Accept', 'a' + someByte(r).replace(/[\r\n\0]/g, '') + 'b'],
    () => ['Accept', 'x'.repeat(pick(r, [127, 128, 129, 100]))],
    () => ['Accept-Language', pick(r, ['en', 'en;q=0.5, de', 'en_US', 'e*n', 'a"b', ''])],
    () => ['Accept-Language', 'e' + someByte(r).replace(/[\r\n\0]/g, '')],
    () => ['Content-Language', pick(r, ['en-US', 'de, en', 'x_y', '='])],
    () => ['Range', pick(r, ['bytes=0-', 'bytes=0-1', 'bytes=1-0', 'bytes=-5', 'Bytes=0-1', 'bytes=0-1,2-3', 'bytes= 0-1', 'bytes=+0-1',
      'bytes=0-+1', 'bytes=0-1\f', 'bytes=0\v-1', 'bytes=\f0-1', 'bytes=00-1', 'bytes=9223372036854775806-',
      'bytes=9223372036854775807-', 'bytes=18446744073709551615-', 'bytes=18446744073709551616-', 'bytes=5-9223372036854775807',
      'bytes=0', 'bytes', 'items=0-1', 'BYTES=3-', 'bytes=0-1 ', 'bytes=2-10', 'bytes=10-9', 'bytes=--1', 'bytes=0--1'])],
    () => ['DPR', pick(r, ['1', '1.5', '-1', '', 'x', '1.', '.5', '1.5.5'])], () => ['Save-Data', pick(r, ['on', 'ON', '1'])],
    () => ['ECT', pick(r, ['4g', 'slow-2g', '5g', '4G'])], () => ['RTT', pick(r, ['1', '2.0', 'x'])],
    () => ['Downlink', pick(r, ['1', '1.5', 'x'])], () => ['Viewport-Width', pick(r, ['1', '2.0'])], () => ['Width', pick(r, ['1', '1.5'])],
    () => ['Device-Memory', pick(r, ['1', '0.5', 'x'])], () => ['User-Agent', 'x'], () => ['Intervention', 'x'],
    () => ['X-Requested-With', 'XMLHttpRequest'], () => ['Cookie', 'a=b'], () => ['Origin', 'http://x.example'], () => ['Sec-Foo', '1'],
    () => ['X-HTTP-Method-Override', pick(r, ['PUT', 'TRACE', 'GET, TRACK'])], () => ['Cache-Control', 'no-cache'],
    () => ['Access-Control-Allow-Origin', '*'], () => ['Referer', 'x'], () => ['Last-Event-ID', '1'], () => ['X-empty', ''],
    () => ['Pragma', 'no-cache'], () => ['If-None-Match', '"x"'],
  ]
  const rows = []
  const count = pick(r, [0, 0, 0, 1, 1, 1, 2, 2, 3])
  for (let i = 0; i < count; ++i) rows.push(pick(r, headers)())
  if (rows.length && chance(r, 0.12)) rows.push([...pick(r, rows)])
  if (chance(r, 0.01)) for (let i = 0; i < 9; ++i) rows.push(['Accept', 'y'.repeat(120)])
  return rows
}

const cased = (r, name) => pick(r, [name, name, name, name.toLowerCase(), name.toUpperCase()])

/** Access-Control-Allow-Origin and -Credentials rows; `sent` is the Origin that the request will carry. */
function originRows(r, sent, include, good) {
  const name = () => cased(r, 'Access-Control-Allow-Origin')
  const rows = []
  if (good) {
    rows.push([name(), include || chance(r, 0.4) ? sent : '*'])
  } else {
    const spelling = pick(r, [
      () => [], () => [], () => [[name(), '']], () => [[name(), '*']], () => [[name(), sent + '/']], () => [[name(), sent.toUpperCase()]],
      () => [[name(), 'http://x.example']], () => [[name(), 'null']], () => [[name(), `${sent}, *`]], () => [[name(), `*, *`]],
      () => [[name(), sent], [name(), sent]], () => [[name(), '*'], [name(), '']], () => [[name(), ''], [name(), sent]],
      () => [['access-control-allow-origin', ''], ['access-control-allow-origin', '*']],
      () => [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Origin', '']],
      () => [[name(), ` \t${sent}\t `]], () => [[name(), `"${sent}"`]], () => [[name(), '**']], () => [[name(), 'http://']],
      () => [[name(), 'localhost:8801']], () => [[name(), 'http://*.example']], () => [[name(), `${sent} http://b.example`]],
      () => [[name(), 'true']], () => [[name(), sent + ':80']], () => [[name(), 'localhost']], () => [[name(), sent + '\f']],
      () => [[name(), `${sent},`]], () => [[name(), 'file://']], () => [[name(), 'foo']], () => [[name(), '//localhost:8801']],
    ])()
    rows.push(...spelling)
  }
  const credentials = () => cased(r, 'Access-Control-Allow-Credentials')
  if (include ? good || chance(r, 0.7) : chance(r, 0.2)) {
    if (good || chance(r, 0.5)) rows.push([credentials(), 'true'])
    else
      rows.push(...pick(r, [() => [[credentials(), 'True']], () => [[credentials(), '']], () => [[credentials(), 'false']], () => [[credentials(), '1']],
        () => [[credentials(), 'true'], [credentials(), 'true']], () => [[credentials(), 'true'], [credentials(), '']],
        () => [[credentials(), ''], [credentials(), 'true']], () => [[credentials(), ' true ']], () => [[credentials(), 'true, true']],
        () => [[credentials(), '"true"']], () => [[credentials(), 'TRUE']], () => [[credentials(), 'true\f']]])())
  }
  return rows
}

const separators = [', ', ',', ' , ', ',,', ', ,\t', ',\t']
const list = (r, items) => items.reduce((text, item) => (text === '' ? item : text + pick(r, separators) + item), '')
const garbage = ['a b', '"x"', 'a;b', '@', 'é', '(x)', 'a\fb', '\u00a0', 'b@d', 'x=y', '[x]']
const tokens = ["'PUT'", 'PUT|zzz', '**', 'x-*', '!#$', '*']

function allowRows(r, name, wanted, good) {
  if (good) {
    if (!wanted.length && chance(r, 0.6)) return []
    const items = [...wanted]
    if (chance(r, 0.3)) items.push(pick(r, tokens))
    if (chance(r, 0.15) && wanted.length) return [[cased(r, name), '*']]
    const half = Math.floor(items.length / 2)
    if (items.length > 1 && chance(r, 0.15)) return [[cased(r, name), list(r, items.slice(0, half))], [cased(r, name), list(r, items.slice(half))]]
    const text = list(r, items)
    return [[cased(r, name), chance(r, 0.1) ? `,${text},` : text]]
  }
  return pick(r, [
    () => [], () => [[cased(r, name), '']], () => [[cased(r, name), '*']], () => [[cased(r, name), list(r, [...wanted, pick(r, garbage)])]],
    () => [[cased(r, name), list(r, wanted.slice(1))]], () => [[cased(r, name), list(r, wanted.map((one) => one.toLowerCase()))]],
    () => [[cased(r, name), list(r, wanted.map((one) => one.toUpperCase()))]], () => [[cased(r, name), pick(r, garbage)]],
    () => [[cased(r, name), list(r, wanted)], [cased(r, name), pick(r, garbage)]], () => [[cased(r, name), 'x-other, y']],
    () => [[cased(r, name), list(r, ['*', ...wanted.slice(1)])]],
  ])()
}

const preflightStatuses = [200, 200, 204, 204, 204, 201, 205, 206, 226, 299, 300, 301, 302, 304, 307, 400, 401, 403, 404, 405, 407, 500, 501, 503]
const statuses = [200, 200, 200, 200, 200, 201, 204, 206, 400, 401, 403, 404, 405, 409, 418, 500, 502, 503, 304, 407]

function exposeRows(r) {
  const name = () => cased(r, 'Access-Control-Expose-Headers')
  return pick(r, [
    () => [], () => [], () => [[name(), 'x-a']], () => [[name(), 'X-A, x-b']], () => [[name(), '*']], () => [[name(), '*, x-a']],
    () => [[name(), '*, b@d']], () => [[name(), 'x-a, b@d']], () => [[name(), ' ,x-b,, ']], () => [[name(), 'set-cookie, x-a']],
    () => [[name(), 'x-a'], [name(), 'x-b']], () => [[name(), '"x-a"']], () => [[name(), 'x-a x-b']], () => [[name(), 'accept, date']],
    () => [[name(), '']], () => [[name(), 'clear-site-data, x-a']],
  ])()
}

function visibleRows(r) {
  const rows = []
  for (const [name, value] of [['X-A', '1'], ['X-B', '2'], ['Set-Cookie', 'c=d'], ['Content-Type', 'text/plain'], ['Cache-Control', 'no-store'],
    ['Accept', 'x'], ['ETag', '"1"'], ['Vary', 'Origin'], ['Clear-Site-Data', '"cookies2"'], ['Expires', '0'], ['*', 'x'], ['Location', '/l']])
    if (chance(r, 0.22)) rows.push([name, value])
  return rows
}

/** What one hop answers. `sent` is the Origin that a standard browser sends there, `asked` what it must allow. */
function hop(r, sent, request, last, location, goodness) {
  const include = request.credentials === 'include'
  const good = () => chance(r, goodness)
  const unsafe = [...new Set(request.headers.map(([name]) => name.toLowerCase()))]
  const preflight = { status: good() ? pick(r, [200, 204]) : pick(r, preflightStatuses), headers: [] }
  preflight.headers.push(...originRows(r, sent, include, good()))
  preflight.headers.push(...allowRows(r, 'Access-Control-Allow-Methods', [request.method], good()))
  preflight.headers.push(...allowRows(r, 'Access-Control-Allow-Headers', unsafe, good()))
  if (preflight.status >= 300 && preflight.status < 400 && chance(r, 0.7)) preflight.headers.push(['Location', `${api}/elsewhere`])
  if (chance(r, 0.15)) preflight.headers.push(['Access-Control-Max-Age', pick(r, ['600', '0', '-1', 'abc', '+5', '99999999'])])
  const response = { status: last ? pick(r, statuses) : pick(r, [301, 302, 303, 307, 308]), headers: [] }
  response.headers.push(...originRows(r, sent, include, good()))
  if (!last) response.headers.push(['Location', location])
  else if (chance(r, 0.03)) {
    response.status = pick(r, [301, 302, 303, 307])
    if (chance(r, 0.5)) response.headers.push(['Location', ''])
  } else response.headers.push(...exposeRows(r), ...visibleRows(r).filter(([name]) => name !== 'Location' || response.status < 300 || response.status > 308))
  const reset = () => chance(r, 0.01) && { error: 'reset' }
  return { preflight: reset() || preflight, response: reset() || response }
}

const elements = ['image', 'script', 'module', 'style', 'font', 'media', 'track', 'eventsource', 'beacon']

/** A call that no script makes by fetch() or XMLHttpRequest: its method and headers are the browser's own. */
function elementRequest(r, id) {
  const initiator = pick(r, elements)
  const request = { url: `${chance(r, 0.1) ? secure : api}/x/${id}/0`, origin: app, method: 'GET', headers: [], initiator }
  request.credentials = initiator === 'font' ? 'same-origin' : pick(r, ['same-origin', 'include'])
  if (initiator !== 'beacon') return request
  request.method = 'POST'
  request.credentials = 'include'
  request.body = pick(r, ['text', 'form', 'blob', 'blob'])
  if (request.body === 'blob') request.bodyType = pick(r, ['', 'application/json', 'text/plain', 'image/png'])
  return request
}

/** What an element needs to call its load a success. */
const types = { image: 'image/gif', script: 'text/javascript', module: 'text/javascript', style: 'text/css', font: 'font/ttf', media: 'audio/wav', track: 'text/vtt', eventsource: 'text/event-stream' }

/** One exchange of an element with the id; its answers fail by CORS alone. */
export function elementExchange(r, id) {
  const request = elementRequest(r, id)
  const made = chain(r, id, request)
  for (const { preflight, response } of [made, ...(made.hops ?? [])]) {
    if (!response.headers) continue
    // Elements judge the status themselves, so only what leads on is no success.
    const leadsOn = response.headers.some(([name, value]) => name === 'Location' && value !== '') && response.status < 400 && response.status > 300
    if (!leadsOn) response.status = 200
    response.headers = response.headers.filter(([name]) => !/^(content-type|clear-site-data)$/i.test(name) && (leadsOn || name !== 'Location'))
    if (types[request.initiator]) response.headers.push(['Content-Type', types[request.initiator]])
    if (preflight.error) delete preflight.error, Object.assign(preflight, { status: 204, headers: [] })
  }
  return made
}

/** One exchange with the id. */
export function exchange(r, id) {
  const initiator = chance(r, 0.2) ? 'xhr' : 'fetch'
  const request = { url: `${api}/x/${id}/0`, origin: app, method: pick(r, methods), headers: requestHeaderRows(r) }
  if (initiator === 'xhr') request.initiator = 'xhr'
  request.credentials = pick(r, ['omit', 'same-origin', 'same-origin', 'include', 'include'])
  if (initiator === 'xhr') request.credentials = pick(r, ['same-origin', 'include'])
  const bodiless = ['GET', 'HEAD', 'get'].includes(request.method) && !chance(r, 0.02)
  if (!bodiless && chance(r, 0.3)) {
    request.body = pick(r, ['text', 'text', 'form', 'multipart', 'blob'])
    if (request.body === 'blob') request.bodyType = pick(r, ['', 'application/json', 'text/plain', 'text/plain;;', 'image/png'])
  }
  if (initiator === 'xhr' && chance(r, 0.1)) request.uploadListener = true
  if (initiator === 'fetch') {
    if (chance(r, 0.04)) request.mode = pick(r, ['no-cors', 'same-origin'])
    if (chance(r, 0.05)) request.redirect = pick(r, ['error', 'manual'])
    if (chance(r, 0.04)) request.cache = pick(r, ['no-store', 'reload', 'no-cache'])
    if (chance(r, 0.006)) request.body = 'stream', request.method = 'POST'
  }
  // An exchange does not say which version of HTTP was spoken, on which a stream over TLS depends in Chromium.
  if (chance(r, 0.08)) request.url = `${request.body === 'stream' ? app : pick(r, [app, secure])}/x/${id}/0`
  return chain(r, id, request)
}

/** The request with answers to it, hop by hop. */
function chain(r, id, request) {
  const hops = chance(r, 0.3) ? pick(r, [1, 1, 1, 2]) : 0
  const goodness = pick(r, [0.97, 0.97, 0.9, 0.8])
  let sent = app
  let current = request.url.slice(0, request.url.indexOf('/x/'))
  const answers = []
  let tainted = false
  for (let i = 0; i <= hops; ++i) {
    const next = pick(r, [api, api, api2, api2, app, secure])
    let location = `${next}/x/${id}/${i + 1}`
    const odd = chance(r, 0.05)
    if (odd) location = pick(r, [location.replace('://', '://user@'), location.replace('://', '://u:p@'), `/x/${id}/${i + 1}`, 'data:text/plain,x', 'http://[x', 'ftp://127.0.0.1/'])
    const expected = tainted ? 'null' : app
    // In half of the tainted hops the server goes on to speak of the page.
    sent = tainted && chance(r, 0.3) ? app : expected
    answers.push(hop(r, sent, request, i === hops, location, goodness))
    const origin = location.startsWith('/') ? current : next
    if (origin !== current && current !== app) tainted = true
    current = origin
  }
  const [first, ...rest] = answers
  return { id, request, preflight: first.preflight, response: first.response, ...(rest.length && { hops: rest }) }
}

/**
 * `kind` is 'calls' for fetch() and XMLHttpRequest, 'elements' for all else that makes requests, 'pages' for calls
 * from other than plain pages, 'odd' for what hardly any call is, or 'sequences' for the preflight cache.
 */
export function generate(seed, count, kind = 'calls') {
  const r = random(seed)
  if (kind === 'sequences') return sequences(r, seed, count)
  const one = { calls: exchange, elements: elementExchange, pages: pageExchange, odd: oddExchange }[kind]
  return Array.from({ length: count }, (_, i) => one(r, `${kind[0] === 'c' ? 's' : kind[0]}${seed}n${i}`))
}
