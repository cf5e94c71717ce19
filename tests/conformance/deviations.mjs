// For each quirk the smallest exchange that shows it, and what the three real browsers did with it: what the site's
// page of conformance shows.
//   node tests/conformance/deviations.mjs [RECORDING...]   those beside the ones of tests/recordings to choose from
//   --only ID... (the others stay as they are), --dry (print the exchanges and run no browser), --out FILE, --cli FILE,
//   --program FILE (what tells which quirks an exchange shows)
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { drivers } from './drivers/drivers.mjs'
import { generate } from './generator.mjs'
import { runLive } from './live.mjs'
import { probes } from './probes.mjs'
import { compact, folded, readRecording, unfolded, writeRecording } from './recording.mjs'
import { reduce, renamed } from './reduce.mjs'
import { hostOf, origins } from './server.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'tests/recordings/beyond/deviations.ndjson' }, program: { type: 'string', default: 'build/native/bin/conformance_deviations' },
    cli: { type: 'string', default: 'build/bin/whycors' }, dry: { type: 'boolean', default: false }, only: { type: 'string', multiple: true },
  },
})

/** What a deviation changes, what matters most first. */
const kinds = ['verdict', 'requests', 'exposed', 'console']

/** @returns {{engine: string, quirk: string, changes: string, alone: boolean}[][]} of each exchange; all, or that of one quirk */
function deviationsOf(exchanges, ...quirk) {
  if (!exchanges.length) return []
  const { status, stdout, stderr, error } = spawnSync(options.program, quirk, { input: exchanges.map((one) => `${JSON.stringify(one)}\n`).join(''), maxBuffer: 1 << 30 })
  if (error || status !== 0) throw new Error(`${options.program}: ${error?.message ?? stderr}`)
  return stdout.toString().trim().split('\n').map((line) => JSON.parse(line))
}

/** How an exchange shows a quirk; null when it does not. */
function showing(deviations, { id }) {
  const own = deviations.filter(({ quirk }) => quirk === id)
  if (!own.length) return null
  return { engines: own.map(({ engine }) => engine), kind: Math.max(...own.map(({ changes }) => kinds.indexOf(changes))), alone: own.every(({ alone }) => alone), others: deviations.length - own.length }
}

/** The larger the better: in every engine that has it, in what matters, alone, in a small exchange. */
const worth = (shown, exchange) => [shown.engines.length, -shown.kind, Number(shown.alone), Number(!exchange.sequence), Number(!exchange.page && !exchange.request?.addressSpace), -shown.others, -JSON.stringify(exchange).length]
const compare = (a, b) => a.map((one, at) => one - b[at]).find(Boolean) ?? 0
const isAtLeast = (shown, wanted) => Boolean(shown) && wanted.engines.every((engine) => shown.engines.includes(engine)) && shown.kind <= wanted.kind && shown.alone >= wanted.alone

const canonicalCase = (name) => (/^[a-z-]+$/i.test(name) ? name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name)

const changed = (exchange, change) => JSON.parse(JSON.stringify(exchange), change)
const replaced = (exchange, from, to) => JSON.parse(JSON.stringify(exchange).replaceAll(from, to))
const answersOf = (exchange) => [exchange, ...(exchange.hops ?? [])]

/**
 * Forms as people write them: usual letters, methods, values and times, and no answer that nobody asks for. Each that
 * still shows the quirk takes the place of the one before.
 */
const plainer = [
  ({ id, request, preflight, response, hops, page, sequence }) => (sequence ? { id, sequence } : { id, request, preflight, response, ...(hops && { hops }), ...(page && { page }) }),
  ({ page: _, ...rest }) => rest,
  ({ request, ...rest }) => (request ? { ...rest, request: { ...request, origin: origins.app, url: request.url.replace(/^\w+:\/\/[^/]+/, origins.api) } } : rest),
  ({ request, ...rest }) => (request ? { ...rest, request: { ...request, url: request.url.replace(/^\w+:\/\/[^/]+/, origins.api) } } : rest),
  (exchange) => changed(exchange, (key, value) => (key === 'headers' ? value.map(([name, text]) => [canonicalCase(name), text]) : value)),
  ...['PATCH', 'PUT'].map((method) => (exchange) => {
    const own = exchange.request?.method
    return own && !['GET', 'HEAD', 'POST', 'DELETE'].includes(own) ? replaced(exchange, `"${own}"`, `"${method}"`) : exchange
  }),
  (exchange) => replaced(exchange, '"delete"', '"DELETE"'),
  (exchange) => replaced(exchange, hostOf(origins.api2), hostOf(origins.api)),
  (exchange) => changed(exchange, (key, value) => (Array.isArray(value) && value[0] === 'Access-Control-Allow-Origin' && value[1] === origins.app ? [value[0], '*'] : value)),
  (exchange) => changed(exchange, (key, value) => (Array.isArray(value) && value[0] === 'Range' ? ['Range', 'Bytes=0-1'] : value)),
  (exchange) => changed(exchange, (key, value) => (Array.isArray(value) && /[\u0080-\u00ff]/.test(value[1]) ? [value[0], value[1].replace(/[\u0080-\u00ff]/g, 'é')] : value)),
  (exchange) => changed(exchange, (key, value) => (value?.error ? { status: 200, headers: [] } : value)),
  ...[[301, 302], [303, 302], [307, 302]].map(([from, to]) => (exchange) => changed(exchange, (key, value) => (key === 'status' && value === from ? to : value))),
  ({ sequence, ...rest }) => ({ ...rest, ...(sequence && { sequence: sequence.map((step, at) => ({ ...step, at: at / 2 })) }) }),
  // What nobody asks for.
  ...['preflight', 'response'].flatMap((name) => [0, 1, 2].map((hop) => (exchange) => {
    const copy = structuredClone(exchange)
    const answers = answersOf(copy)[hop]
    if (answers) delete answers[name]
    return copy
  })),
  ...['preflight', 'response'].flatMap((name) => [0, 1, 2].map((step) => (exchange) => {
    const copy = structuredClone(exchange)
    if (copy.sequence?.[step]) delete copy.sequence[step].exchange[name]
    return copy
  })),
]

async function minimal(quirks, candidates) {
  const shown = deviationsOf(candidates)
  const best = quirks.map((quirk) => candidates
    .map((exchange, at) => ({ exchange, shown: showing(shown[at], quirk) }))
    .filter(({ shown: how }) => how)
    .sort((a, b) => compare(worth(b.shown, b.exchange), worth(a.shown, a.exchange)))[0])
  const found = quirks.flatMap((quirk, at) => (best[at] ? [{ quirk, ...best[at] }] : []))
  const holds = (tries) => {
    const answers = []
    for (const [index, { quirk, shown: wanted }] of found.entries()) {
      const own = tries.flatMap((one, at) => (one.index === index ? [at] : []))
      deviationsOf(own.map((at) => tries[at].exchange), quirk.id).forEach((deviations, at) => { answers[own[at]] = isAtLeast(showing(deviations, quirk), wanted) })
    }
    return answers
  }
  const reduced = await reduce(found.map(({ exchange }) => exchange), async (tries) => holds(tries))
  const exchanges = reduced.map(({ exchange }) => exchange)
  for (const plain of plainer) {
    const tries = exchanges.map((exchange, index) => ({ index, exchange: plain(exchange) })).filter(({ index, exchange }) => JSON.stringify(exchange) !== JSON.stringify(exchanges[index]))
    holds(tries).forEach((isHeld, at) => { if (isHeld) exchanges[tries[at].index] = tries[at].exchange })
  }
  return found.map((one, index) => {
    const { id, page, request, preflight, response, hops, sequence } = renamed(exchanges[index], one.quirk.id)
    return { ...one, exchange: JSON.parse(JSON.stringify({ id, page, request, preflight, response, hops, sequence })) }
  })
}

async function run() {
  const { quirks } = JSON.parse(execFileSync(options.cli, ['engines']).toString())
  const wanted = quirks.filter(({ id }) => options.only?.includes(id) ?? true)
  const folder = 'tests/recordings'
  const files = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ndjson')).map((name) => path.join(folder, name))
  const candidates = [...[...files, ...positionals].flatMap((file) => readRecording(file).recorded.map(({ exchange }) => unfolded(exchange))), ...probes('bodies'), ...generate(1, 0, 'sequences')]
  const rows = await minimal(wanted, candidates)
  if (options.dry) {
    for (const { quirk, exchange, shown } of rows) console.log(`${quirk.id}: ${JSON.stringify(shown)}\n  ${JSON.stringify(folded(exchange))}`)
    return
  }
  const versions = {}
  const seen = {}
  for (const engine of Object.keys(drivers)) {
    versions[engine] = drivers[engine].version()
    seen[engine] = await runLive(engine, rows.map(({ exchange }) => exchange))
  }
  const made = rows.map(({ quirk, exchange, shown }) => ({
    quirk: quirk.id, changes: kinds[shown.kind], by: shown.engines, exchange: folded(exchange),
    observed: Object.fromEntries(Object.keys(drivers).map((engine) => [engine, compact(seen[engine].get(exchange.id))])),
  }))
  const kept = options.only && fs.existsSync(options.out) ? readRecording(options.out).recorded.filter(({ quirk }) => !options.only.includes(quirk)) : []
  const order = quirks.map(({ id }) => id)
  writeRecording(options.out, { versions }, [...kept, ...made].sort((a, b) => order.indexOf(a.quirk) - order.indexOf(b.quirk)))
  for (const { quirk, changes, by, exchange } of made) console.log(`${quirk}: ${changes}, ${by.join(' ')}, ${JSON.stringify(exchange).length} bytes`)
  const missing = wanted.filter(({ id }) => !made.some(({ quirk }) => quirk === id))
  if (missing.length) console.log(`no exchange shows ${missing.map(({ id }) => id).join(', ')}`)
}

await run()
