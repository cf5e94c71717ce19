// Chooses from recordings what the repository keeps: every deviation of every engine several times, every deciding
// step, and a plain sample; small enough to be replayed in every build. What the bench's twin can't judge (sequences,
// pages with policies, the newest deviations) goes to a folder of its own, which only the native replay reads.
//   node tests/conformance/select.mjs RECORDING...   [--out FOLDER] [--beyond-only: leave the plain ones as they are, and
//   keep of them only those that show a deviation whose summary has --also in it]
import fs from 'node:fs'
import { parseArgs } from 'node:util'

import { engines, evaluate } from '../bench/twin.mjs'
import { compact, folded, readRecording, writeRecording } from './recording.mjs'
import { asItRan, reportsOf } from './whycors.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cli: { type: 'string', default: 'build/bin/whycors' }, out: { type: 'string', default: 'tests/recordings' }, times: { type: 'string', default: '8' },
    sample: { type: 'string', default: '500' }, 'beyond-only': { type: 'boolean', default: false }, also: { type: 'string', multiple: true, default: [] },
  },
})
const times = Number(values.times)
const counts = new Map()
let sampled = 0
const kept = { plain: [], beyond: [] }
let versions = {}

/** Whether the twin says of an exchange what whycors says. */
function isTwinOf(report, exchange) {
  if (exchange.sequence || exchange.page || exchange.request.addressSpace) return false
  const words = evaluate(exchange)
  return engines.every((engine, at) => {
    const said = report.engines[engine]
    const stage = ['request', 'preflight', 'redirect', 'response'][(words[at] >> 2) & 3]
    return ['allowed', 'blocked', 'opaque', 'undetermined'][words[at] & 3] === said.verdict && (said.verdict !== 'blocked' || stage === said.stage) &&
      Boolean(words[at] & 16) === said.preflightSent && Boolean(words[at] & 32) === said.actualSent
  })
}

/** What an exchange is kept for: the deviations that it shows, and where each engine decides. */
function marksOf(exchange, reports, observed) {
  if (!exchange.sequence) {
    // Deviations in a value are seen by what came of it only.
    const { chromium, gecko, webkit } = observed
    const differ = (of) => [of(chromium), of(gecko), of(webkit)].map((one, _, all) => all.indexOf(one)).join('')
    const outcome = `differ ${differ((seen) => seen.verdict)} ${differ((seen) => String(seen.exposed))} ${exchange.preflight?.headers?.some(([, value]) => /[\r\0]/.test(value)) ? 'control' : ''}`
    return [outcome, ...Object.entries(reports.chromium.engines).flatMap(([engine, report]) => [
      ...report.quirks.map((quirk) => `${engine} ${quirk}`), `${engine} ${report.stage} ${report.decidedAt?.algorithm} ${report.decidedAt?.step}`,
    ])]
  }
  return Object.entries(reports).flatMap(([engine, report]) => report.sequence.flatMap(({ engines: { [engine]: said } }) => said.quirks.map((quirk) => `${engine} cached ${quirk}`)).concat(`${engine} ${report.sequence.map(({ engines: { [engine]: said } }) => Number(said.preflightSent)).join('')} ${exchange.sequence.length < 8 ? exchange.sequence[4]?.exchange.request.method : ''}`))
}

for (const file of positionals) {
  const { versions: of, recorded } = readRecording(file)
  versions = of
  const plain = reportsOf(values.cli, recorded.map(({ exchange }) => exchange))
  const timed = recorded.some(({ exchange }) => exchange.sequence)
    ? Object.fromEntries(Object.keys(of).map((engine) => [engine, reportsOf(values.cli, recorded.map((one) => asItRan(one, engine)))])) : undefined
  recorded.forEach(({ exchange, observed }, index) => {
    const reports = Object.fromEntries(Object.keys(of).map((engine) => [engine, (timed?.[engine] ?? plain)[index]]))
    if (Object.values(reports).some((report) => report.error)) return
    const marks = marksOf(exchange, reports, observed)
    const rare = marks.some((mark) => (counts.get(mark) ?? 0) < times)
    const small = folded(exchange)
    if (JSON.stringify(small).length > 20_000) return // heads of thousands of rows
    const isWanted = marks.some((mark) => values.also.some((text) => mark.includes(text)))
    const isPlain = !isWanted && !exchange.sequence && JSON.stringify(small) === JSON.stringify(exchange) && isTwinOf(plain[index], exchange)
    if (isPlain && values['beyond-only']) return
    if (!rare && sampled++ >= Number(values.sample)) return
    marks.forEach((mark) => counts.set(mark, (counts.get(mark) ?? 0) + 1))
    kept[isPlain ? 'plain' : 'beyond'].push({ exchange: small, observed: Object.fromEntries(Object.entries(observed).map(([engine, seen]) => [engine, compact(seen)])) })
  })
}

const largest = 900_000

/** Writes files that are small enough to be looked at. */
function writeAll(folder, all) {
  fs.mkdirSync(folder, { recursive: true })
  let part = []
  let size = 0
  let number = 0
  const write = () => {
    if (part.length) writeRecording(`${folder}/recording${++number}.ndjson`, { versions }, part)
    part = []
    size = 0
  }
  for (const one of all) {
    const length = Buffer.byteLength(JSON.stringify(one))
    if (size + length > largest) write()
    part.push(one)
    size += length
  }
  write()
  console.log(`${folder}: ${all.length} exchanges in ${number} files`)
}

if (!values['beyond-only']) writeAll(values.out, kept.plain)
writeAll(`${values.out}/beyond`, kept.beyond)
for (const [mark, count] of [...counts].sort((a, b) => a[1] - b[1]).slice(0, 12)) console.log(`  ${count} × ${mark}`)
