// `whycors probe` against servers that say exactly what a test tells them, byte by byte, and against those that fail.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import tls from 'node:tls'

const cli = path.resolve(import.meta.dirname, process.env.WHYCORS_CLI ?? '../../build/bin/whycors')
const origin = 'http://app.example.com'
const open = []
after(() => open.forEach((server) => server.close()))

/** The head of a request: its method, target and headers in lower case. */
function parsed(head) {
  const [first, ...rows] = head.split('\r\n')
  const [method, target] = first.split(' ')
  return { method, target, headers: Object.fromEntries(rows.map((row) => [row.slice(0, row.indexOf(':')).toLowerCase(), row.slice(row.indexOf(':') + 1).trim()])) }
}

/** A server that calls `answer(request, socket)` for each request; a string that it returns is sent, and the end of it. */
async function serve(answer, secure) {
  const seen = []
  const onSocket = (socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const request = parsed(text.slice(0, end))
      text = ''
      seen.push(request)
      const bytes = answer(request, socket)
      if (typeof bytes === 'string') socket.end(bytes, 'latin1')
    })
  }
  const server = secure ? tls.createServer(secure, onSocket) : net.createServer(onSocket)
  server.on('tlsClientError', () => {})
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  return { seen, port: server.address().port, url: `${secure ? 'https' : 'http'}://127.0.0.1:${server.address().port}/data` }
}

const answered = (status, headers = {}, body = '') =>
  `HTTP/1.1 ${status} \r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`

function probe(url, ...options) {
  return new Promise((resolve) => {
    const child = spawn(cli, ['probe', url, '--origin', origin, ...options], { env: { ...process.env, NO_PROXY: '*', no_proxy: '*' } })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => { out += chunk })
    child.stderr.on('data', (chunk) => { err += chunk })
    child.on('close', (exit) => resolve({ out, err, exit }))
  })
}
const report = async (...words) => {
  const { out, err, exit } = await probe(...words, '--json')
  assert.ok(out, err)
  return { ...JSON.parse(out), err, exit }
}

/** A server that allows the origin, one method and some headers, as it should be. */
const good = (request) => {
  const allowed = request.headers.origin === origin ? { 'Access-Control-Allow-Origin': origin } : {}
  if (request.method === 'OPTIONS')
    return answered(204, { ...allowed, 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'x-a, content-type', Vary: 'Origin' })
  return answered(200, { ...allowed, Vary: 'Origin' }, 'ok')
}

test('sends the preflight and the request that a browser would send', async () => {
  const { url, seen } = await serve(good)
  const { exit, cause } = await report(url, '--header', 'X-A: 1')
  assert.equal(exit, 0)
  assert.equal(cause, 'no-error')
  const [preflight, request] = seen
  assert.equal(preflight.method, 'OPTIONS')
  assert.equal(preflight.headers.origin, origin)
  assert.equal(preflight.headers['access-control-request-method'], 'GET')
  assert.equal(preflight.headers['access-control-request-headers'], 'x-a')
  assert.equal(preflight.headers['x-a'], undefined)
  assert.equal(request.method, 'GET')
  assert.equal(request.headers['x-a'], '1')
  assert.equal(request.headers.origin, origin)
})

test('sends nothing that may change something, unless it is told to', async () => {
  const { url, seen } = await serve(good)
  const without = await probe(url, '--method', 'PUT')
  assert.equal(without.exit, 3)
  assert.match(without.err, /the PUT itself was not sent/)
  assert.ok(seen.every(({ method }) => method === 'OPTIONS'))
  seen.length = 0
  const { exit } = await report(url, '--method', 'PUT', '--send')
  assert.equal(exit, 0)
  assert.equal(seen.filter(({ method }) => method === 'PUT').length, 1)
})

test('sends no cookie with a preflight or a second origin, and none without credentials', async () => {
  const { url, seen } = await serve(good)
  await report(url, '--header', 'X-A: 1', '--credentials', 'include', '--cookie', 'id=1')
  for (const { method, headers } of seen) assert.equal(headers.cookie, undefined, method)
  const refused = await probe(url, '--cookie', 'id=1')
  assert.equal(refused.exit, 2)
  assert.match(refused.err, /--credentials include/)
})

test('diagnoses what comes back, and points at it', async () => {
  const { url } = await serve(() => answered(200, { 'Access-Control-Allow-Origin': '*' }))
  const { out, exit } = await probe(url, '--credentials', 'include')
  assert.equal(exit, 1)
  assert.match(out, /WC3203/)
  assert.match(out, /\| < Access-Control-Allow-Origin: \*\n.*\^/)
})

test('follows redirects hop by hop, as a browser does', async () => {
  const target = await serve((request) => answered(200, { 'Access-Control-Allow-Origin': request.headers.origin ?? 'none' }))
  const start = await serve(() => answered(302, { Location: target.url, 'Access-Control-Allow-Origin': '*' }))
  const { exit, cause } = await report(start.url)
  assert.equal(target.seen[0].headers.origin, 'null')
  assert.equal(exit, 0, cause)
  const blocked = await serve(() => answered(302, { Location: target.url }))
  target.seen.length = 0
  assert.equal((await report(blocked.url)).exit, 1)
  assert.equal(target.seen.length, 0)
})

test('notices a server that lets every origin in, with credentials', async () => {
  const { url } = await serve((request) => answered(200, { 'Access-Control-Allow-Origin': request.headers.origin ?? '', 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }))
  const { findings } = await report(url, '--credentials', 'include')
  assert.ok(findings.some(({ name }) => name === 'reflects-any-origin-with-credentials'))
})

test('notices a Vary that is there only with Origin, and keeps silent where the answer is alike for all', async () => {
  const { url } = await serve((request) => answered(200, request.headers.origin === origin ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } : {}))
  assert.ok((await report(url)).findings.some(({ name }) => name === 'vary-origin-missing'))
  const fixed = await serve(() => answered(200, { 'Access-Control-Allow-Origin': origin }))
  assert.ok(!(await report(fixed.url)).findings.some(({ name }) => name === 'vary-origin-missing'))
})

test('finds the header for which a library leaves out everything', async () => {
  const { url } = await serve((request) => {
    const asked = (request.headers['access-control-request-headers'] ?? '').split(',')
    if (asked.includes('x-tenant')) return answered(204, { Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' })
    return answered(204, { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Headers': asked.join(','), Vary: 'Origin' })
  })
  const { cause, findings } = await report(url, '--header', 'X-A: 1', '--header', 'X-Tenant: 2')
  assert.equal(cause, 'acah-missing-header:x-tenant')
  assert.equal(findings[0].certainty, 'certain')
})

test('reads what is odd: interim answers, folds, bytes above 0x7f, duplicates, an empty reason', async () => {
  const { url } = await serve(() => `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 \r\nAccess-Control-Allow-Origin: ${origin}\r\naccess-control-allow-origin: ${origin}\r\nX-Odd: \xe4\xff\r\nConnection: close\r\n\r\n`)
  const { out } = await probe(url, '--exchange')
  const { response } = JSON.parse(out)
  assert.equal(response.status, 200)
  assert.equal(response.headers.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin').length, 2)
  assert.deepEqual(response.headers.find(([name]) => name === 'X-Odd'), ['X-Odd', '\xe4\xff'])
  assert.equal((await report(url)).cause, 'acao-multiple')
})

test('tells failures apart', async (t) => {
  const failure = async (url, ...options) => {
    const { out, err } = await probe(url, '--exchange', ...options)
    return [JSON.parse(out).response?.error ?? JSON.parse(out).preflight?.error, err]
  }
  await t.test('refused', async () => {
    const closed = await serve(good)
    await new Promise((resolve) => open.pop().close(resolve))
    const [kind, words] = await failure(closed.url)
    assert.equal(kind, 'refused')
    assert.match(words, /127\.0\.0\.1/)
  })
  await t.test('a name that is not found', async () => assert.equal((await failure('https://whycors.invalid/'))[0], 'dns'))
  await t.test('reset', async () => {
    const { url } = await serve((request, socket) => socket.resetAndDestroy())
    assert.equal((await failure(url))[0], 'reset')
  })
  await t.test('nothing, and no end', async () => {
    const { url } = await serve(() => undefined)
    assert.equal((await failure(url, '--timeout', '1'))[0], 'timeout')
  })
  await t.test('an answer that is no HTTP', async () => {
    const { url } = await serve(() => '220 mail.example ESMTP\r\n')
    assert.equal((await failure(url))[0], 'reset')
  })
  await t.test('a head without an end', async () => {
    const { url } = await serve(() => `HTTP/1.1 200 OK\r\n${`X-Filler: ${'x'.repeat(1000)}\r\n`.repeat(2000)}`)
    assert.equal((await failure(url))[0], 'reset')
  })
  await t.test('TLS on a port that speaks plainly', async () => {
    const server = net.createServer((socket) => { socket.on('error', () => {}); socket.once('data', () => socket.end(answered(400))) })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(server)
    assert.equal((await failure(`https://127.0.0.1:${server.address().port}/`))[0], 'tls')
  })
  assert.equal((await report('https://whycors.invalid/')).cause, 'network-error-not-cors')
})

test('needs only the head: a body that never ends is cut', async () => {
  const { url } = await serve((request, socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n${'x'.repeat(10000)}`)
  })
  const { exit } = await report(url, '--timeout', '5')
  assert.equal(exit, 0)
})

test('checks certificates, and trusts those it is given', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'probe-'))
  try {
    const key = path.join(folder, 'key.pem')
    const certificate = path.join(folder, 'certificate.pem')
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=probe', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: 'ignore' })
    const { url } = await serve(good, { key: fs.readFileSync(key), cert: fs.readFileSync(certificate) })
    const distrusted = await probe(url, '--exchange')
    assert.equal(JSON.parse(distrusted.out).response.error, 'tls')
    assert.match(distrusted.err, /certificate/)
    assert.equal((await report(url, '--ca-file', certificate)).exit, 0)
    const otherName = await probe(url.replace('127.0.0.1', 'localhost'), '--exchange', '--ca-file', certificate)
    assert.equal(JSON.parse(otherName.out).response.error, 'tls')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})

test('says what is wrong with a command', async () => {
  for (const [words, message] of [
    [['ftp://a.example/'], /http:\/\/ or https:\/\//],
    [['http://a.example/', '--timeout', 'soon'], /--timeout takes seconds/],
    [['http://a.example/', '--header', 'no colon'], /--header wants NAME:VALUE/],
    [['http://a.example/', '--credentials', 'all'], /--credentials must be/],
    [['http://a.example/', '--header', 'X: \u20ac'], /above U\+00FF/],
  ]) {
    const { exit, err } = await probe(...words)
    assert.equal(exit, 2)
    assert.match(err, message)
  }
  assert.match((await probe('http://')).out + (await probe('http://')).err, /./)
})
