// whycors against real browsers. `--record FILE` runs them, `--compare FILE` holds a recording against the CLI.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { parseArgs } from 'node:util'

import { compare } from './compare.mjs'
import { versions } from './drivers.mjs'
import { generate } from './generator.mjs'
import { runLive } from './live.mjs'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true }, seed: { type: 'string', default: '1' }, count: { type: 'string', default: '1000' },
    record: { type: 'string' }, compare: { type: 'string', multiple: true }, cli: { type: 'string', default: 'build/bin/whycors' },
    show: { type: 'string', default: '12' }, exchanges: { type: 'string' },
  },
})

const engines = values.engine ?? ['chromium', 'gecko', 'webkit']

function versionOf(engine) {
  const [command, words] = versions[engine]
  return execFileSync(command, words, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()
}

if (values.record) {
  const exchanges = values.exchanges
    ? fs.readFileSync(values.exchanges, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    : generate(Number(values.seed), Number(values.count))
  const observed = new Map(exchanges.map((exchange) => [exchange.id, {}]))
  const head = { recording: 1, seed: Number(values.seed), count: exchanges.length, versions: {} }
  for (const engine of engines) {
    const start = Date.now()
    head.versions[engine] = versionOf(engine)
    const seen = await runLive(engine, exchanges)
    for (const [id, one] of seen) observed.get(id)[engine] = one
    const timeouts = [...seen.values()].filter((one) => one.verdict === 'timeout').length
    console.log(`${engine}: ${exchanges.length} exchanges in ${Math.round((Date.now() - start) / 1000)} s, ${timeouts} without an answer (${head.versions[engine]})`)
  }
  const lines = exchanges.map((exchange) => JSON.stringify({ exchange, observed: observed.get(exchange.id) }))
  fs.writeFileSync(values.record, [JSON.stringify(head), ...lines].join('\n') + '\n')
}

let disagreements = 0
for (const file of values.compare ?? (values.record ? [values.record] : [])) {
  const [, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n')
  const recorded = lines.map((line) => JSON.parse(line))
  const batch = spawnSync(values.cli, ['batch'], { input: recorded.map(({ exchange }) => JSON.stringify(exchange)).join('\n') + '\n', maxBuffer: 1 << 30 })
  if (batch.status !== 0) throw new Error(`${values.cli} batch failed: ${batch.stderr}`)
  const reports = batch.stdout.toString().trim().split('\n').map((line) => JSON.parse(line))
  disagreements += compare(recorded, reports, engines, Number(values.show))
}
process.exitCode = disagreements ? 1 : 0
