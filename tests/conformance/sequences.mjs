// The preflight cache: calls one after another to one URL, at their times. First what is asked of it one by one, then
// sequences from a seed.
import { origins } from './server.mjs'

const { app, api } = origins
const maxAge = (...values) => values.map((value) => ['Access-Control-Max-Age', value])

/** A call at a second; the answers allow it unless told otherwise. */
function step(at, { request, preflight, response, allow = {}, age = maxAge('600'), include = request?.credentials === 'include' } = {}) {
  const origin = include || allow.exact ? app : '*'
  const granted = [['Access-Control-Allow-Origin', origin], ['Access-Control-Allow-Credentials', 'true']]
  const lists = [['Access-Control-Allow-Methods', allow.methods ?? 'PUT, DELETE'], ['Access-Control-Allow-Headers', allow.headers ?? 'X-Foo, X-Bar, Authorization']]
  return {
    at,
    exchange: {
      request: { url: `${api}/x/ID/0`, origin: app, method: 'PUT', headers: [], credentials: 'same-origin', ...request },
      preflight: { status: 204, headers: [...granted, ...lists.filter(([, value]) => value !== null), ...age], ...preflight },
      response: { status: 200, headers: granted, ...response },
    },
  }
}

const foo = { method: 'GET', headers: [['X-Foo', '1']] }
const bar = { method: 'GET', headers: [['X-Bar', '1']] }
const authorization = { method: 'GET', headers: [['Authorization', 't']] }
const withoutOrigin = { headers: [] }

/** Some calls alike, after which each browser that will use its cache at all does: Firefox forgets what it had before its first look-up of the host. */
const warm = (of = {}, times = 4) => Array.from({ length: times }, (_, i) => step(i * 0.25, of))

function* asked() {
  // Is it used, and from which call on?
  yield Array.from({ length: 8 }, (_, i) => step(i * 0.25))
  yield Array.from({ length: 6 }, (_, i) => step(i * 0.9))
  yield Array.from({ length: 6 }, (_, i) => step(i * 0.25, { request: foo }))
  yield Array.from({ length: 6 }, (_, i) => step(i * 0.25, { request: { credentials: 'include' } }))
  // How long?
  for (const age of [[], maxAge('2'), maxAge('3'), maxAge('+2'), maxAge('02'), maxAge('2 '), maxAge('')])
    for (const wait of [0.3, 1.2, 2.8, 4.2, 5.8]) yield [...warm({ age }), step(0.75 + wait, { age }), step(0.75 + wait + 0.3, { age })]
  for (const value of ['0', '-0', '+0', '00', '-1', '-600', '', ' ', 'abc', '"600"', '600s', '600.0', '600.5', '6e2', '0x258', '600;', '600,600', '1,000', '*', '--600', '++600', '+-600', '+600', '+ 600', ' 600 ', '\t600', '0600', '000000000600', '600\f', '\f600', '600\v', '6 00', '600\u00e9', '٦',
    '9223372036854775806', '9223372036854775807', '9223372036854775808', '18446744073709551616', '99999999999999999999999', '-9223372036854775808', '-9223372036854775809', '2147483648', '4294967296', '4294967297', '1', '86400', '86401', '7200', '600'].filter((one) => one !== '٦'))
    for (const wait of [0.3, 5.8]) yield [...warm({ age: maxAge(value) }), step(0.75 + wait, { age: maxAge(value) })]
  for (const values of [['600', '600'], ['600', '0'], ['0', '600'], ['600', ''], ['', '600'], ['', ''], ['abc', '600'], ['600', 'abc'], ['600', '5']])
    for (const wait of [0.3, 5.8]) yield [...warm({ age: maxAge(...values) }), step(0.75 + wait, { age: maxAge(...values) })]
  // For which calls?
  const pairs = [
    [{}, { request: { method: 'DELETE' } }], [{}, { request: foo }], [{ request: foo }, { request: bar }], [{ request: foo }, {}], [{ request: foo }, { request: { ...foo, method: 'HEAD' } }], [{ request: foo }, { request: { ...foo, method: 'POST' } }],
    [{ request: foo }, { request: { ...foo, method: 'PUT' } }], [{}, { request: { headers: [['X-Foo', '1']] } }], [{ request: foo }, { request: { method: 'GET', headers: [['x-foo', '2']] } }], [{ request: foo }, { request: { method: 'GET', headers: [['X-Foo', '1'], ['X-Bar', '2']] } }],
    [{ request: foo }, { request: { method: 'GET', headers: [['X-Foo', '1'], ['X-Baz', '2']] } }], [{}, { request: { method: 'put' } }], [{}, { request: { method: 'PATCH' } }], [{ request: { method: 'PATCH' }, allow: { methods: 'PATCH, patch' } }, { request: { method: 'patch' } }],
    [{ request: { credentials: 'include' } }, {}], [{ include: true }, { request: { credentials: 'include' } }], [{ request: { credentials: 'omit' } }, { request: { credentials: 'same-origin' } }], [{ request: { credentials: 'omit' }, include: true }, { request: { credentials: 'include' } }],
    [{}, { request: { url: `${api}/x/ID/0?q` } }], [{}, { request: { url: `${api}/x/ID/0#f` } }], [{ request: { url: `${api}/x/ID/0#f` } }, {}], [{ request: { url: `${api}/x/ID/0#f` } }, { request: { url: `${api}/x/ID/0#g` } }], [{}, { request: { initiator: 'xhr' } }],
    [{ request: authorization }, { request: authorization }], [{ request: authorization, allow: { headers: '*' } }, { request: authorization }], [{ request: foo, allow: { headers: '*' } }, { request: foo }], [{ request: foo, allow: { headers: '*' } }, { request: bar }], [{ request: foo, allow: { headers: '*' } }, { request: authorization }],
    [{ allow: { methods: '*' } }, {}], [{ allow: { methods: '*' } }, { request: { method: 'DELETE' } }], [{ allow: { methods: '*' } }, { request: foo }], [{ allow: { methods: '*, PUT' } }, {}], [{ request: foo, allow: { headers: '*, X-Foo' } }, { request: foo }], [{ request: foo, allow: { headers: 'X-Foo', methods: null } }, { request: foo }],
    [{ request: { credentials: 'include' }, allow: { methods: '*, PUT' } }, { request: { credentials: 'include', method: 'DELETE' } }], [{ request: { ...foo, credentials: 'include' }, allow: { headers: '*, X-Foo' } }, { request: { ...bar, credentials: 'include' } }], [{ request: { method: 'HEAD', headers: [['X-Foo', '1']] }, allow: { methods: 'HEAD' } }, { request: { method: 'HEAD', headers: [['X-Foo', '1']] } }],
    [{ request: { method: 'HEAD', headers: [['X-Foo', '1']] } }, { request: { method: 'HEAD', headers: [['X-Foo', '1']] } }], [{ request: { method: 'POST', headers: [['X-Foo', '1']] } }, { request: foo }], [{ request: { method: 'GET', headers: [['Content-Type', 'application/json']] }, allow: { headers: 'content-type' } }, { request: { method: 'POST', headers: [['Content-Type', 'application/json']], body: 'text' } }],
    [{ request: { method: 'POST', initiator: 'xhr', uploadListener: true, body: 'text' }, allow: { methods: null, headers: null } }, { request: { method: 'POST', initiator: 'xhr', uploadListener: true, body: 'text' } }], [{ request: { method: 'POST', initiator: 'xhr', uploadListener: true, body: 'text' }, allow: { methods: 'POST' } }, { request: { method: 'POST', initiator: 'xhr', uploadListener: true, body: 'text' } }],
    [{ allow: { methods: 'PUT, PUT' } }, {}], [{ allow: { methods: 'PUT, *', headers: '*' } }, { request: { method: 'DELETE', headers: [['X-Foo', '1']] } }],
    ...['default', 'no-store', 'reload', 'no-cache', 'force-cache'].flatMap((cache) => [[{}, { request: { cache } }], [{ request: { cache } }, {}]]),
  ]
  for (const [first, then] of pairs) yield [...warm(first), step(1.1, then), step(1.4, then)]
  // What ends it?
  const ends = [
    { response: withoutOrigin }, { response: { status: 500 } }, { response: { status: 401 } }, { response: { status: 500, headers: [] } }, { response: { error: 'reset', status: undefined, headers: undefined } }, { request: bar, allow: { headers: 'X-Foo' } }, { request: bar, preflight: { status: 403 } }, { request: bar, preflight: withoutOrigin }, { request: { method: 'PATCH' } }, { request: bar, age: maxAge('0'), allow: { methods: 'PUT', headers: 'X-Bar' } }, { request: bar, allow: { methods: null, headers: 'X-Bar' } },
    { request: bar, age: maxAge('600'), allow: { methods: 'PUT', headers: 'X-Bar' } }, { request: { method: 'GET' }, response: withoutOrigin }, { request: { url: `${api}/x/ID/0?q` }, preflight: { status: 403 } }, { request: { method: 'PATCH', credentials: 'include' } }, { request: { credentials: 'include' } }, { request: { ...bar, credentials: 'include' }, preflight: { status: 403 } },
  ]
  for (const end of ends) {
    for (const allow of [{ headers: 'X-Foo' }, { exact: true, headers: 'X-Foo' }]) yield [...warm({ allow }), step(1.1, end), step(1.4, { allow }), step(1.7, { allow })]
    yield [...warm({ request: foo, allow: { headers: 'X-Foo' } }), step(1.1, end), step(1.4, { request: foo, allow: { headers: 'X-Foo' } })]
  }
  // Is a failed preflight remembered?
  for (const failed of [{ request: { method: 'PATCH' } }, { request: { method: 'PATCH' }, allow: { headers: 'X-Foo' } }, { request: { headers: [['X-Baz', '1']] } }, { preflight: { status: 403 } }, { preflight: withoutOrigin }, { allow: { methods: 'PUT, a b' } }, { request: authorization, allow: { headers: 'X-Foo' } }])
    yield [step(0, failed), step(0.3, { request: foo }), step(0.6, {}), step(0.9, failed), step(1.2, failed), step(1.5, { request: foo })]
  for (const row of [['Cache-Control', 'no-store'], ['Vary', 'Origin'], ['Vary', '*'], ['Expires', '0'], ['Pragma', 'no-cache']]) {
    const of = { preflight: { status: 204, headers: [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Methods', 'PUT'], ...maxAge('600'), row] } }
    yield [...warm(of), step(1.1, of)]
  }
}

/** A sequence from a seed: one URL, calls of few kinds, ages about the times between them. */
function drawn(r) {
  const pick = (list) => list[Math.floor(r() * list.length)]
  const requests = [{}, {}, { method: 'DELETE' }, foo, foo, bar, authorization, { method: 'HEAD', headers: [['X-Foo', '1']] }, { headers: [['X-Foo', '1']] }, { method: 'GET', headers: [['X-Foo', '1'], ['X-Bar', '1']] }, { method: 'PATCH' }]
  const first = pick(requests)
  const answers = () => ({
    allow: { methods: pick(['PUT, DELETE', 'PUT, DELETE', 'PUT', '*', null, 'PUT, DELETE, HEAD', 'PUT, a b']), headers: pick(['X-Foo, X-Bar, Authorization', 'X-Foo, X-Bar, Authorization', 'X-Foo', '*', null, 'x-bar']), exact: r() < 0.5 },
    age: maxAge(...pick([['600'], ['600'], ['600'], ['1'], ['2'], [], ['0'], ['-1'], ['abc'], ['+3'], ['600', '600'], ['600', '']])),
    ...(r() < 0.1 && { response: withoutOrigin }), ...(r() < 0.06 && { preflight: { status: 403 } }),
  })
  const steady = answers()
  const call = () => {
    const request = { ...(r() < 0.6 ? first : pick(requests)) }
    if (r() < 0.2) request.credentials = pick(['include', 'omit'])
    if (r() < 0.1) request.cache = pick(['no-store', 'reload', 'no-cache', 'force-cache'])
    return { request, include: r() < 0.5, ...(r() < 0.7 ? steady : answers()) }
  }
  // Far enough from each whole second, at which an age can end.
  const times = [0, 0.3, 0.6, 0.9, 1.5, 2.6, 3.5]
  const warmed = call()
  return [...times.slice(0, 4).map((at) => step(at, warmed)), ...times.slice(4, 5 + Math.floor(r() * 3)).map((at) => step(at, call()))]
}

const withId = (id, steps) => JSON.parse(JSON.stringify({ id, sequence: steps }).replaceAll('/ID/', `/${id}/`))

/** The sequences that are always asked, and `count` drawn ones. */
export const sequences = (r, seed, count) => [
  ...[...asked()].map((steps, index) => withId(`q${index}`, steps)),
  ...Array.from({ length: count }, (_, index) => withId(`q${seed}n${index}`, drawn(r))),
]
