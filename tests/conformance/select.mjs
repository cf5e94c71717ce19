// Chooses from recordings what the repository keeps: every deviation of every engine several times, every deciding
// step, and a plain sample; small enough to be replayed in every build.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { parseArgs } from 'node:util'

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
  const wire = seen.requests.map((one) => (one.requestMethod === undefined
    ? [one.method, one.origin ?? ''] : ['OPTIONS', one.origin ?? '', one.requestMethod, one.requestHeaders ?? '']))
  return { verdict: seen.verdict, wire, exposed: seen.exposed ?? [], console: seen.console }
}

for (const file of positionals) {
  const [head, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  versions = head.versions
  const batch = spawnSync(values.cli, ['batch'], { input: lines.map(({ exchange }) => JSON.stringify(exchange)).join('\n') + '\n', maxBuffer: 1 << 30 })
  const reports = batch.stdout.toString().trim().split('\n').map((line) => JSON.parse(line))
  lines.forEach(({ exchange, observed }, index) => {
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
  if (part.length) fs.writeFileSync(`${values.out}/recording${++number}.ndjson`, [JSON.stringify({ recording: 1, versions }), ...part].join('\n') + '\n')
  part = []
  size = 0
}
for (const one of kept) {
  const line = JSON.stringify(one)
  if (size + line.length > largest) write()
  part.push(line)
  size += Buffer.byteLength(line)
}
write()
console.log(`${kept.length} exchanges in ${number} files`)
for (const [mark, count] of [...counts].sort((a, b) => a[1] - b[1]).slice(0, 12)) console.log(`  ${count} × ${mark}`)
