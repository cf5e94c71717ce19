// The raw side of the conformance run: three origins on loopback that answer with exactly the bytes an exchange
// asks for, and record every request on the wire.
import net from 'node:net'

/** The origins that exchanges are written with; the live ports are put in their place and back. */
export const canonical = { app: 'localhost:8801', api: '127.0.0.1:8802', api2: '127.0.0.1:8803' }

const latin1 = (text) => Buffer.from(text, 'latin1')

/** The head and body of one answer. Nothing is added: the end of the connection is the end of the body. */
function rawAnswer(answer, method) {
  if (!answer || answer.error) return null
  const rows = (answer.headers ?? []).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
  return latin1(`HTTP/1.1 ${answer.status} Status\r\n${rows}\r\n${bodiless ? '' : 'body'}`)
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

function headerOf(request, name) {
  const values = request.rows.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
  return values.length ? values.join(', ') : undefined
}

/** Starts the three listeners. `page(request)` gives { status, type, body } for what is no exchange's URL on the app. */
export async function startServers(page) {
  const exchanges = new Map()
  const wire = new Map()

  const answer = (host) => (socket) => readRequest(socket, (request) => {
    const match = /^\/x\/([^/?]+)\/(\d+)/.exec(request.target)
    if (!match) {
      const { status = 404, type = 'text/plain', body = '' } = host === 'app' ? page(request) : {}
      const content = Buffer.from(body)
      socket.write(`HTTP/1.1 ${status} Status\r\nContent-Type: ${type}\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: ${content.length}\r\n\r\n`)
      socket.end(content)
      return
    }
    const [, id, hop] = match
    const exchange = exchanges.get(id)
    const requestMethod = headerOf(request, 'access-control-request-method')
    const isPreflight = request.method === 'OPTIONS' && requestMethod !== undefined
    const seen = wire.get(id) ?? []
    wire.set(id, seen)
    seen.push({
      host, hop: Number(hop), method: request.method, origin: headerOf(request, 'origin'),
      ...(isPreflight && { requestMethod, requestHeaders: headerOf(request, 'access-control-request-headers') }),
    })
    const given = Number(hop) === 0 ? exchange : exchange?.hops?.[Number(hop) - 1]
    const bytes = rawAnswer(isPreflight ? given?.preflight : given?.response, request.method)
    if (bytes) socket.end(bytes)
    else socket.destroy()
  })

  const servers = {}
  const live = {}
  for (const host of ['app', 'api', 'api2']) {
    const server = net.createServer(answer(host))
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers[host] = server
    live[host] = `${canonical[host].split(':')[0]}:${server.address().port}`
  }
  const swap = (text, from, to) => Object.keys(canonical).reduce((t, host) => t.replaceAll(from[host], to[host]), text)
  return {
    exchanges,
    wire,
    page: `http://${live.app}/`,
    toLive: (value) => JSON.parse(swap(JSON.stringify(value), canonical, live)),
    toCanonical: (text) => swap(text, live, canonical),
    close: () => Object.values(servers).forEach((server) => server.close()),
  }
}
