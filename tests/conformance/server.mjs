// The raw side of the conformance run: four origins on loopback that answer with exactly the bytes an exchange
// asks for, and record every request on the wire.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'
import { gzipSync } from 'node:zlib'

/** The origins that exchanges are written with; the live ports are put in their place and back. `secure` is the one by TLS. */
export const origins = {
  app: 'http://localhost:8801',
  api: 'http://127.0.0.1:8802',
  api2: 'http://127.0.0.1:8803',
  secure: 'https://127.0.0.1:8804',
}

/** An origin's host with its port. */
export const hostOf = (origin) => origin.slice(origin.indexOf('//') + 2)

/** What an exchange's server answers at a hop: 0 is the request's own URL, 1 the first redirect's target. */
export const answersAt = (exchange, hop) => (hop === 0 ? exchange : exchange?.hops?.[hop - 1])

/** The exchange that is on: of a sequence the one at that step. */
const exchangeAt = (exchange, step) => exchange?.sequence?.[step]?.exchange ?? exchange

/** A second of silence: 8 kHz, mono, 8 bits. */
function silence() {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + 8000, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(8000, 40)
  return Buffer.concat([head, Buffer.alloc(8000, 0x80)])
}

/** What an element accepts as loaded. */
const contents = {
  image: Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64'),
  script: Buffer.from('void 0'),
  module: Buffer.from('void 0'),
  style: Buffer.from('a {}'),
  media: silence(),
  track: Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nx\n'),
  eventsource: Buffer.from(': x\n\n'),
  get font() { return fs.readFileSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf') },
}

/** The head and body of one answer. Nothing is added: the end of the connection is the end of the body. */
function rawAnswer(answer, method, initiator) {
  if (!answer || answer.error) return null
  const rows = (answer.headers ?? []).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
  const head = Buffer.from(`HTTP/1.1 ${answer.status} Status\r\n${rows}\r\n`, 'latin1')
  return bodiless ? head : Buffer.concat([head, bodyAsStated(answer, contents[initiator] ?? Buffer.from('body'))])
}

/** The body in the form that the head states, which is no part of an exchange: a longer one, in chunks, or compressed. */
function bodyAsStated({ headers = [] }, body) {
  const stated = (name) => headers.find(([one]) => one.toLowerCase() === name)?.[1]
  const length = Number(stated('content-length') ?? 0)
  const whole = length > body.length && length < 1000 ? Buffer.concat([body, Buffer.alloc(length - body.length, 32)]) : body
  if (stated('content-encoding') === 'gzip') return gzipSync(body)
  if (stated('transfer-encoding') !== 'chunked') return whole
  return Buffer.concat([Buffer.from(`${whole.length.toString(16)}\r\n`), whole, Buffer.from('\r\n0\r\n\r\n')])
}

function headerOf(request, name) {
  const values = request.rows.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
  return values.length ? values.join(', ') : undefined
}

/** Reads one request from a connection; Node's own parser would refuse methods that browsers send. */
function readRequest(socket, onRequest) {
  let bytes = Buffer.alloc(0)
  let head
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk])
    if (!head) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      const [first, ...rows] = bytes.subarray(0, end).toString('latin1').split('\r\n')
      const [method, target] = first.split(' ')
      head = { method, target, start: end + 4, rows: rows.map((row) => [row.slice(0, row.indexOf(':')), row.slice(row.indexOf(':') + 1).trim()]) }
    }
    const body = bytes.subarray(head.start)
    const length = Number(headerOf(head, 'content-length') ?? 0)
    const chunked = headerOf(head, 'transfer-encoding') === 'chunked'
    if (chunked ? !body.includes('0\r\n\r\n') : body.length < length) return
    socket.removeAllListeners('data')
    onRequest({ ...head, body: body.toString('utf8') })
  })
}

/** A key and a certificate for loopback, made for this run and written nowhere. */
function throwAwayCertificate() {
  const pem = execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-keyout', '-', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: ['ignore', 'pipe', 'ignore'] })
  return { key: pem, cert: pem }
}

/**
 * Starts the listeners. `page(request)` gives { status, type, headers, body } for what is no exchange's URL on the
 * app and on the origin by TLS.
 */
export async function startServers(page) {
  const exchanges = new Map()
  const wire = new Map()
  const steps = new Map()

  const answer = (name) => (socket) => readRequest(socket, (request) => {
    // The last one that is named: a Location can be taken for a path in the URL before.
    const match = /.*\/x\/([^/?]+)\/(\d+)/.exec(request.target)
    if (!match) {
      const { status = 404, type = 'text/plain', headers = {}, body = '' } = ['app', 'secure'].includes(name) ? page(request) : {}
      const content = Buffer.from(body)
      // Pages of other origins, such as a file, talk to the run as well.
      const rows = Object.entries({ 'Content-Type': type, 'Cache-Control': 'no-store', Connection: 'close', 'Content-Length': content.length, 'Access-Control-Allow-Origin': '*', ...headers })
      socket.write(`HTTP/1.1 ${status} Status\r\n${rows.map(([row, value]) => `${row}: ${value}\r\n`).join('')}\r\n`)
      socket.end(content)
      return
    }
    const [, id, hop] = match
    const requestMethod = headerOf(request, 'access-control-request-method')
    const isPreflight = request.method === 'OPTIONS' && requestMethod !== undefined
    const seen = wire.get(id) ?? []
    wire.set(id, seen)
    const step = steps.get(id)
    seen.push({
      ...(step !== undefined && { step, time: performance.now() / 1000 }), host: name, hop: Number(hop), method: request.method, origin: headerOf(request, 'origin'),
      ...(isPreflight && { requestMethod, requestHeaders: headerOf(request, 'access-control-request-headers') }),
    })
    const exchange = exchangeAt(exchanges.get(id), step)
    const given = answersAt(exchange, Number(hop))
    const bytes = rawAnswer(isPreflight ? given?.preflight : given?.response, request.method, exchange?.request?.initiator)
    if (bytes) socket.end(bytes)
    else socket.destroy()
  })

  const listeners = Object.fromEntries(Object.entries(origins).map(([name, origin]) => [name, origin.startsWith('https:')
    ? tls.createServer(throwAwayCertificate(), answer(name)).on('tlsClientError', () => {})
    : net.createServer(answer(name))]))
  const canonical = Object.values(origins).map(hostOf)
  const live = await Promise.all(Object.entries(listeners).map(async ([name, listener]) => {
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve))
    return `${hostOf(origins[name]).split(':')[0]}:${listener.address().port}`
  }))
  const replaceHosts = (text, from, to) => from.reduce((changed, host, index) => changed.replaceAll(host, to[index]), text)
  const mapped = (from, to) => (value) => JSON.parse(replaceHosts(JSON.stringify(value), from, to))
  return {
    exchanges,
    wire,
    /** Which step of a sequence is on, by the exchange's id. */
    steps,
    toLive: mapped(canonical, live),
    toCanonical: mapped(live, canonical),
    close: () => Object.values(listeners).forEach((listener) => listener.close()),
  }
}
