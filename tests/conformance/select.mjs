// Chooses from recordings what the repository keeps: every deviation of every engine several times, every deciding
// step, and a plain sample; small enough to be replayed in every build.
import { parseArgs } from 'node:util'

import { readRecording, writeRecording } from './recording.mjs'
import { reportsOf } from './whycors.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cli: { type: 'string', default: 'build/bin/whycors' }, out: { type: 'string', default: 'tests/recordings' }, times: { type: 'string', default: '8' }, sample: { type: 'string', default: '500' } },
})
const times = Number(values.times)
const counts = new Map()
let sampled = 0
const kept = []
let versions = {}

/** What of an observation the replay compares. */
function compact(seen) {
  if (seen.steps) return { verdict: seen.verdict, steps: seen.steps.map(({ at, verdict, requests }) => [Math.round(at * 1000) / 1000, verdict, requests.some((one) => one.requestMethod !== undefined)]) }
  const wire = seen.requests.map((one) => (one.requestMethod === undefined
    ? [one.method, one.origin ?? ''] : ['OPTIONS', one.origin ?? '', one.requestMethod, one.requestHeaders ?? '']))
  return { verdict: seen.verdict, wire, exposed: seen.exposed ?? [], console: seen.console }
}

for (const file of positionals) {
  const { versions: of, recorded } = readRecording(file)
  versions = of
  const reports = reportsOf(values.cli, recorded.map(({ exchange }) => exchange))
  recorded.forEach(({ exchange, observed }, index) => {
    const marks = Object.entries(reports[index].engines ?? {}).flatMap(([engine, report]) => [
      ...report.quirks.map((quirk) => `${engine} ${quirk}`),
      `${engine} ${report.stage} ${report.decidedAt?.algorithm} ${report.decidedAt?.step}`,
    ])
    const rare = marks.some((mark) => (counts.get(mark) ?? 0) < times)
    if (JSON.stringify(exchange).length > 20_000) return // heads too large to keep
    if (!rare && sampled++ >= Number(values.sample)) return
    marks.forEach((mark) => counts.set(mark, (counts.get(mark) ?? 0) + 1))
    kept.push({ exchange, observed: Object.fromEntries(Object.entries(observed).map(([engine, seen]) => [engine, compact(seen)])) })
  })
}

const largest = 900_000
let part = []
let size = 0
let number = 0
const write = () => {
  if (part.length) writeRecording(`${values.out}/recording${++number}.ndjson`, { versions }, part)
  part = []
  size = 0
}
for (const one of kept) {
  const length = Buffer.byteLength(JSON.stringify(one))
  if (size + length > largest) write()
  part.push(one)
  size += length
}
write()
console.log(`${kept.length} exchanges in ${number} files`)
for (const [mark, count] of [...counts].sort((a, b) => a[1] - b[1]).slice(0, 12)) console.log(`  ${count} × ${mark}`)
