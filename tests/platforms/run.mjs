// Loads each printed config into the real server, sends the call that failed, and whatever must stay refused; the
// browsers' verdicts on what comes back are whycors' own, which are held against the browsers elsewhere.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import * as browser from './browser.mjs'
import { servers } from './servers.mjs'
import { freePort, listening, send } from './wire.mjs'

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false }, browser: { type: 'string' },
    cli: { type: 'string', default: 'build/bin/whycors' }, servers: { type: 'string', default: 'build/servers' }, record: { type: 'boolean', default: false },
  },
})
const cli = path.resolve(options.cli)
const origin = 'https://app.example.com'
const secondOrigin = 'https://admin.example.com'

/** The calls that fail before: one with credentials and all that a preflight can ask for, and a plain one of two pages. */
const scenarios = [
  { method: 'PUT', names: ['authorization', 'content-type', 'x-request-id'], credentials: 'include' },
  { method: 'GET', names: ['x-api-version'], credentials: 'same-origin', origins: [origin, secondOrigin] },
]
const valueOf = (name) => (name === 'content-type' ? 'application/json' : 'x')

/** What somebody pastes of it: a part for each page that makes it. */
const failing = ({ origins = [origin], ...call }) => origins.map((from) => failingFrom(from, call)).join('\n---\n')
const failingFrom = (from, { method, names, credentials }) => `${method} /api/data HTTP/1.1
Host: api.example.com
Origin: ${from}
${names.map((name) => `${name}: ${valueOf(name)}\n`).join('')}${credentials === 'include' ? 'Cookie: id=1\n' : ''}
HTTP/1.1 200 OK
Content-Type: application/json
`

/** The call as a browser makes it: the preflight, then the request. */
async function call(port, { from = origin, method, names, credentials, path: target = '/api/data' }) {
  const preflight = await send(port, {
    method: 'OPTIONS', path: target,
    headers: [['Origin', from], ['Access-Control-Request-Method', method], ['Access-Control-Request-Headers', names.join(',')]],
  })
  const headers = names.map((name) => [name, valueOf(name)])
  const hasBody = method !== 'GET'
  const response = await send(port, {
    method, path: target, body: hasBody ? '{}' : '',
    headers: [['Origin', from], ...headers, ...(credentials === 'include' ? [['Cookie', 'id=1']] : [])],
  })
  return {
    request: { url: `https://api.example.com${target}`, origin: from, method, credentials, headers, ...(hasBody && { body: 'text' }) },
    preflight, response,
  }
}

/** The verdicts of the three browsers. */
function verdicts(exchange) {
  const out = execFileSync(cli, ['batch'], { input: `${JSON.stringify(exchange)}\n`, maxBuffer: 1 << 26 })
  const report = JSON.parse(out)
  if (report.error) throw new Error(report.error)
  return { of: ['chromium', 'gecko', 'webkit'].map((engine) => report.engines[engine].verdict), cause: report.cause }
}

const varies = (answer) => answer.headers.some(([name, value]) => name.toLowerCase() === 'vary' && /\borigin\b/i.test(value))

/** What has to hold of a server with the printed config, by name. */
function checks(server, scenario) {
  const allowed = async (exchange) => {
    const { of, cause } = verdicts(await exchange)
    return of.every((one) => one === 'allowed') ? '' : `${of.join(', ')} (${cause})`
  }
  const refused = async (exchange) => {
    const { of } = verdicts(await exchange)
    return of.every((one) => one === 'blocked') ? '' : of.join(', ')
  }
  const made = (port, changes) => call(port, { ...scenario, ...changes })
  const list = {
    call: ({ port }) => allowed(made(port)),
    foreignOrigin: ({ port }) => refused(made(port, { from: 'https://evil.example' })),
    unlistedHeader: ({ port }) => refused(made(port, { names: [...scenario.names, 'x-unlisted'] })),
    unlistedMethod: ({ port }) => refused(made(port, { method: 'DELETE' })),
    unauthorized: ({ port }) => allowed(made(port, { path: '/api/private' })),
    notFound: ({ port }) => allowed(made(port, { path: '/api/missing' })),
    boom: ({ port }) => allowed(made(port, { path: '/api/boom' })),
    ...(scenario.origins?.length > 1 && { secondOrigin: ({ port }) => allowed(made(port, { from: secondOrigin })) }),
    vary: async ({ port }) => (varies((await made(port)).response) ? '' : 'no Vary: Origin'),
    varyWithoutOrigin: async ({ port }) => (varies(await send(port, { method: 'GET' })) ? '' : 'no Vary: Origin'),
  }
  if (server.isProxy) {
    list.applicationsOwnHeaders = async ({ port, upstream }) => {
      upstream.ownHeaders = true
      try { return await allowed(made(port)) } finally { upstream.ownHeaders = false }
    }
    list.applicationDown = async ({ port, upstream }) => {
      await upstream.stop()
      return allowed(made(port))
    }
  }
  return list
}

/** An application behind a proxy, which knows nothing of CORS and refuses OPTIONS. */
async function startUpstream() {
  const state = { ownHeaders: false }
  const server = http.createServer((request, response) => {
    const status = { '/api/data': 200, '/api/private': 401, '/api/boom': 500 }[request.url] ?? 404
    const headers = { 'Content-Type': 'text/plain' }
    if (state.ownHeaders) Object.assign(headers, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' })
    response.writeHead(request.method === 'OPTIONS' ? 405 : status, headers).end('x')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.port = server.address().port
  state.stop = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) })
  return state
}

function versionOf(server) {
  if (typeof server.version === 'function') return server.version(options)
  const [command, args, pattern] = server.version
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  return pattern.exec(stdout + stderr)?.[1]?.trim() ?? ''
}

/** Ends a server, kindly at first. */
async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => { child.once('exit', resolve) })
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3000)
  await exit
  clearTimeout(impatience)
}

async function prove(server, scenario) {
  return running(server, failing(scenario), async ({ port, upstream }) => {
    const failures = []
    for (const [name, check] of Object.entries(checks(server, scenario))) {
      const wrong = await check({ port, upstream }).catch((error) => error.message)
      const limit = server.limits?.[name]
      if (wrong && !limit) failures.push(`${name}: ${wrong}`)
      if (!wrong && limit) failures.push(`${name}: passes, although it is listed as a limit`)
    }
    return failures
  })
}

/** A call of a page in a real browser: blocked by a config that is for another origin, allowed by one for this page. */
async function proveInBrowser(server) {
  const page = await browser.openPage()
  const [scenario] = scenarios
  const names = scenario.names.filter((name) => name !== 'authorization')
  const init = { method: scenario.method, headers: Object.fromEntries(names.map((name) => [name, valueOf(name)])), credentials: 'include', body: '{}' }
  const seen = (from) => running(server, failing({ ...scenario, origins: [from] }), ({ port }) => page.call(`http://127.0.0.1:${port}/api/data`, init))
  try {
    const before = await seen('https://another.example.com')
    const after = await seen(page.origin)
    return [
      ...(String(before).startsWith('TypeError') ? [] : [`a page of another origin: ${before}`]),
      ...(after === 'allowed' ? [] : [`the page: ${after}`]),
    ]
  } finally {
    await page.close()
  }
}

/** Starts a server with the config that a paste gets, gives it to `use`, and ends it; what fails is a list of texts. */
async function running(server, paste, use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'platform-'))
  const port = await freePort()
  const upstream = server.isProxy ? await startUpstream() : undefined
  const config = execFileSync(cli, ['fix', server.platform ?? server.name], { input: paste, encoding: 'utf8' })
  const plan = server.start({ folder, port, servers: options.servers, config, at: { upstream: upstream?.port } })
  const environment = { ...process.env, PORT: String(port), ...plan.env }
  for (const [command, args] of plan.before ?? []) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env: environment, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}: ${(stdout + stderr).slice(-1500)}`)
  }
  const child = spawn(plan.command, plan.args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said = (said + chunk).slice(-1500) })
  try {
    await listening(port, child)
    return await use({ port, upstream })
  } catch (error) {
    return [`${error.message} ${said}`]
  } finally {
    await ended(child)
    await upstream?.stop().catch(() => {})
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const chosen = servers.filter(({ name, isLonger }) => (wanted.length ? wanted.includes(name) : options.all || !isLonger))
const unknown = wanted.filter((name) => !servers.some((server) => server.name === name))
if (unknown.length) {
  console.error(`platforms: there is no ${unknown.join(', ')}; there are ${servers.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
const proven = []
let result = 0
for (const server of chosen) {
  if (!server.isThere(options)) {
    console.log(`${server.name}: not installed`)
    if (wanted.length) result = 2
    continue
  }
  const start = Date.now()
  const failures = []
  for (const scenario of server.isSlow ? scenarios.slice(0, 1) : scenarios)
    failures.push(...(await prove(server, scenario).catch((error) => [error.message])).map((failure) => `${scenario.method} ${failure}`))
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  const version = versionOf(server)
  const grade = server.grade ?? 'proven'
  console.log(`${server.name} ${version}: ${failures.length ? `NOT ${grade}` : grade} (${seconds} s)`)
  for (const failure of failures) console.log(`  ${failure}`)
  if (failures.length) result = 1
  else proven.push({ server, platform: server.platform ?? server.name, grade, version })
}
const inBrowser = Number(options.browser ?? (wanted.length ? 0 : 3))
if (inBrowser > 0 && !browser.isThere()) console.log('Chromium: not installed')
if (inBrowser > 0 && browser.isThere()) {
  // Others each day, so that all have their turn.
  const able = proven.filter(({ server, grade }) => grade === 'proven' && !server.isSlow)
  const start = Math.floor(Date.now() / 86_400_000) % Math.max(able.length, 1)
  for (const { server } of [...able.slice(start), ...able.slice(0, start)].slice(0, inBrowser)) {
    const failures = await proveInBrowser(server).catch((error) => [error.message])
    console.log(`${server.name} in ${browser.version()}: ${failures.length ? failures.join('; ') : 'blocked before, allowed after'}`)
    if (failures.length) result = 1
  }
}
if (options.record) {
  const rows = new Map()
  for (const { platform, grade, version } of proven) {
    if (grade === 'checked') continue // a handler under a stand-in of ours proves no platform
    rows.set(platform, { grade, version: rows.has(platform) ? `${rows.get(platform).version} and ${version}` : version })
  }
  const file = 'core/src/platforms/evidence.def'
  const kept = fs.readFileSync(file, 'utf8').split('\n').filter((line) => line.startsWith('EVIDENCE(') && !rows.has(/"([^"]+)"/.exec(line)[1]))
  const made = [...rows].map(([platform, { grade, version }]) => `EVIDENCE("${platform}", ${grade}, "${version}")`)
  fs.writeFileSync(file, `// EVIDENCE(platform, grade, version): written by scripts/platforms from the servers that ran.\n${[...kept, ...made].sort().join('\n')}\n`)
}
console.log(`${proven.filter(({ grade }) => grade === 'proven').length} proven, ${proven.filter(({ grade }) => grade !== 'proven').length} emulated or checked`)
process.exitCode = result
