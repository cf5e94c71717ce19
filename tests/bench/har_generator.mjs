// A recording of any size in the shape that Chromium's DevTools write: two spaces, seeded, mostly bodies, many of them
// JSON within a string. Calls to two APIs of another origin, one of which fails in two ways, and a page's own files.
import fs from 'node:fs'

/** https://prng.di.unimi.it/splitmix64.c on 32 bits: numbers from 0 to below 1. */
function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32
  }
}

const rows = (object) => Object.entries(object).map(([name, value]) => ({ name, value: String(value) }))
const words = 'order customer invoice total amount currency street city country quantity name identifier created updated status'.split(' ')

function bodies(next) {
  const json = (size) => {
    let text = '{"items":['
    while (text.length < size) text += `{"${words[Math.floor(next() * words.length)]}":"${next().toString(36).slice(2)}","n":${Math.floor(next() * 1e6)}},`
    return text + 'null]}'
  }
  const script = (size) => {
    let text = ''
    while (text.length < size) text += `function f${Math.floor(next() * 1e6)}(a, b) {\n  return a.${words[Math.floor(next() * words.length)]} + b * ${Math.floor(next() * 99)};\n}\n`
    return text
  }
  const image = (size) => Buffer.from(Array.from({ length: 600 }, () => next() * 256)).toString('base64').repeat(Math.ceil(size / 800))
  return { 'application/json': json, 'application/javascript': script, 'image/png': image }
}

/** Yields the text of a recording of about `size` bytes. */
export function* recording(size, seed = 1) {
  const next = random(seed)
  const write = bodies(next)
  // A few bodies of each kind, used again: making 300 MB of them anew takes longer than all that is measured.
  const made = Object.entries(write).flatMap(([type, make]) => Array.from({ length: 6 }, (_, i) => [type, make(4000 + i * 12000)]))
  let time = Date.parse('2026-03-01T08:00:00.000Z')
  const entry = (method, url, status, { asked = {}, answered = {}, type = 'fetch', body, initiator = { type: 'script' } }) => {
    time += Math.floor(next() * 400)
    const one = {
      _connectionId: String(Math.floor(next() * 99)),
      _initiator: initiator, _priority: 'High', _resourceType: type, cache: {}, connection: '443', pageref: 'page_1',
      request: {
        method, url, httpVersion: 'h2', headersSize: -1, bodySize: 0, cookies: [], queryString: [],
        headers: rows({ accept: '*/*', 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'en', referer: 'https://app.example.com/', 'sec-fetch-mode': 'cors', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', ...asked }),
      },
      response: {
        status, statusText: '', httpVersion: 'h2', cookies: [], redirectURL: '', headersSize: -1, bodySize: -1, _transferSize: 0, _error: status ? null : 'net::ERR_FAILED',
        headers: status ? rows({ date: new Date(time).toUTCString(), server: 'nginx', 'content-type': body?.[0] ?? 'text/plain', etag: `"${next().toString(36).slice(2)}"`, 'x-request-id': next().toString(36).slice(2), ...answered }) : [],
        content: body ? { size: body[1].length, mimeType: body[0], text: body[1] } : { size: 0, mimeType: 'x-unknown' },
      },
      serverIPAddress: '192.0.2.1', startedDateTime: new Date(time).toISOString(), time: Math.round(next() * 3e5) / 1e3,
      timings: { blocked: 1.2, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: 20.5, receive: 3.25, _blocked_queueing: 0.5 },
    }
    return JSON.stringify(one, null, 2).replace(/^/gm, '      ')
  }
  const origin = { origin: 'https://app.example.com' }
  const allows = { 'access-control-allow-origin': 'https://app.example.com', vary: 'Origin' }
  let written = 0
  let first = true
  yield '{\n  "log": {\n    "version": "1.2",\n    "creator": {\n      "name": "WebInspector",\n      "version": "537.36"\n    },\n    "pages": [\n      {\n        "startedDateTime": "2026-03-01T08:00:00.000Z",\n        "id": "page_1",\n        "title": "https://app.example.com/",\n        "pageTimings": {}\n      }\n    ],\n    "entries": [\n'
  while (written < size) {
    const id = Math.floor(next() * 500)
    const body = made[Math.floor(next() * made.length)]
    const text = made[Math.floor(next() * 6)]
    const kind = next()
    const group = []
    if (kind < 0.5) {
      group.push(entry('GET', `https://app.example.com/assets/${id}`, 200, { body, type: body[0].startsWith('image') ? 'image' : 'script', initiator: { type: 'parser', url: 'https://app.example.com/' } }))
    } else if (kind < 0.75) {
      group.push(entry('GET', `https://api.example.net/orders/${id}`, 200, { asked: origin, answered: allows, body: text }))
    } else if (kind < 0.9) {
      const asked = { ...origin, 'content-type': 'application/json', authorization: `Bearer ${next().toString(36)}` }
      const answered = { ...allows, 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'content-type, authorization', 'access-control-max-age': '5' }
      group.push(entry('PUT', `https://api.example.net/orders/${id}`, 200, { asked, answered: allows, body: text }))
      group.push(entry('OPTIONS', `https://api.example.net/orders/${id}`, 204, { asked: { ...origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,content-type' }, answered, type: 'preflight', initiator: { type: 'preflight', url: `https://api.example.net/orders/${id}` } }))
    } else if (kind < 0.96) {
      group.push(entry('GET', `https://legacy.example.org/report/${id}`, 200, { asked: origin, body: text }))
    } else {
      const asked = { ...origin, 'content-type': 'application/json', 'x-trace': next().toString(36) }
      group.push(entry('DELETE', `https://legacy.example.org/report/${id}`, 0, { asked }))
      group.push(entry('OPTIONS', `https://legacy.example.org/report/${id}`, 405, { asked: { ...origin, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'content-type,x-trace' }, type: 'preflight', initiator: { type: 'preflight', url: `https://legacy.example.org/report/${id}` } }))
    }
    const out = (first ? '' : ',\n') + group.join(',\n')
    first = false
    written += out.length
    yield out
  }
  yield '\n    ]\n  }\n}\n'
}

/** Writes one to a file, unless it is there. */
export function writeRecording(file, size, seed) {
  if (fs.existsSync(file)) return
  const descriptor = fs.openSync(`${file}.part`, 'w')
  let text = ''
  for (const part of recording(size, seed)) {
    text += part
    if (text.length > 1 << 22) { fs.writeSync(descriptor, text); text = '' }
  }
  fs.writeSync(descriptor, text)
  fs.closeSync(descriptor)
  fs.renameSync(`${file}.part`, file)
}

if (process.argv[1] === import.meta.filename) writeRecording(process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? 1))
