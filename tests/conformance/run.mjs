// whycors against real browsers.
//   --record FILE      run the generated exchanges (or those of --exchanges FILE, one a line) and keep what was seen
//   --compare FILE     hold a recording against the command line; a new recording is held against it at once
//   --summary FILE  write what was compared and agreed, for the site's conformance page
//   --reduce           make the disagreements that are shown as small as they get, in the browser again
//   --kind calls (fetch and XMLHttpRequest), elements (images, scripts, styles, fonts, media, EventSource, beacons),
//                      odd (what is refused before it is sent, and redirects without end),
//                      pages (workers, opaque origins, files, policies, mixed content, local networks), sequences (the
//                      preflight cache), or probes: each factor alone through all its values (--group NAME: only those of one group)
//   --engine, --seed, --count, --show (how many disagreements of each property to print), --cli, --drivers (a module with
//                      other drivers than the browsers')
// Exit status: 0 agreement, 1 disagreement, 2 a browser or the command line could not be run, 3 drift: disagreement,
// but only in browsers of another version than whycors speaks for.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { compare, compareOne } from './compare.mjs'
import { generate } from './generator.mjs'
import { runLive } from './live.mjs'
import { probes } from './probes.mjs'
import { readExchanges, readRecording, writeRecording } from './recording.mjs'
import { reduce, renamed } from './reduce.mjs'
import { asItRan, reportsOf } from './whycors.mjs'

const status = { agreement: 0, disagreement: 1, notRun: 2, drift: 3 }

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true }, drivers: { type: 'string', default: path.join(import.meta.dirname, 'drivers/drivers.mjs') },
    seed: { type: 'string', default: '1' }, count: { type: 'string', default: '1000' }, exchanges: { type: 'string' }, kind: { type: 'string', default: 'calls' }, group: { type: 'string' },
    record: { type: 'string' }, compare: { type: 'string', multiple: true, default: [] }, reduce: { type: 'boolean', default: false }, summary: { type: 'string' },
    show: { type: 'string', default: '12' }, cli: { type: 'string', default: 'build/bin/whycors' },
  },
})
const { drivers } = await import(pathToFileURL(path.resolve(options.drivers)))
options.engine ??= Object.keys(drivers)

function exchangesAskedFor() {
  if (options.exchanges) return readExchanges(options.exchanges)
  if (options.kind === 'probes') return probes(options.group)
  return generate(Number(options.seed), Number(options.count), options.kind)
}

async function record(file) {
  const exchanges = exchangesAskedFor()
  const head = { ...(!options.exchanges && options.kind !== 'probes' && { seed: Number(options.seed) }), count: exchanges.length, versions: {} }
  const recorded = exchanges.map((exchange) => ({ exchange, observed: {} }))
  for (const engine of options.engine) {
    head.versions[engine] = drivers[engine].version()
    const start = Date.now()
    const seen = await runLive(engine, exchanges, { drivers })
    const seconds = Math.round((Date.now() - start) / 1000)
    recorded.forEach(({ exchange, observed }) => { observed[engine] = seen.get(exchange.id) })
    const count = (verdict) => [...seen.values()].filter((one) => one.verdict === verdict).length
    console.log(`${engine}: ${exchanges.length} exchanges in ${seconds} s, ${count('allowed')} allowed, ${count('timeout')} without an answer (${head.versions[engine]})`)
  }
  writeRecording(file, head, recorded)
}

/** Those of an engine's disagreements that are printed, reduced in that engine. */
async function reduced(engine, shown) {
  const compareLive = async (exchanges) => {
    const seen = await runLive(engine, exchanges, { drivers })
    const reports = reportsOf(options.cli, exchanges)
    return exchanges.map((exchange, index) => {
      const observed = { [engine]: seen.get(exchange.id) }
      // An answer that the smaller exchange lacks is no disagreement.
      const isKnown = reports[index].engines?.[engine]?.verdict !== 'undetermined'
      return isKnown ? compareOne(engine, { exchange, observed }, reports[index]) : []
    })
  }
  const find = (compared, property) => compared.find((one) => one.property === property && !one.agrees)
  const forms = await reduce(shown.map(({ exchange }) => exchange), async (tries) => {
    const compared = await compareLive(tries.map(({ exchange }) => exchange))
    return tries.map(({ index }, at) => Boolean(find(compared[at], shown[index].property)))
  })
  const compared = await compareLive(forms.map(({ exchange }) => exchange))
  const all = shown.map((one, index) => ({ ...one, ...forms[index], ...find(compared[index], one.property) }))
  // Many a large exchange is about the same small one.
  return [...new Map(all.map((one) => [one.property + JSON.stringify(renamed(one.exchange, '')).toLowerCase(), one])).values()]
}

/** Prints what an engine and the command line disagree about; returns whether they do. */
async function judge(engine, recorded, reports, summary) {
  const { compared, disagreements } = compare(engine, recorded, reports)
  const of = (property) => disagreements.filter((one) => one.property === property)
  for (const [property, count] of Object.entries(compared)) {
    const sum = (summary.properties[property] ??= { compared: 0, agreed: 0 })
    sum.compared += count
    sum.agreed += count - of(property).length
  }
  summary.exchanges += recorded.filter(({ observed }) => observed[engine]).length
  const counts = Object.entries(compared).map(([property, count]) => `${property} ${count - of(property).length}/${count}`)
  console.log(`${engine}: ${counts.join(', ')}`)
  let shown = Object.keys(compared).flatMap((property) => of(property).slice(0, Number(options.show)))
  if (options.reduce && shown.length) shown = await reduced(engine, shown)
  for (const { property, did, says, exchange, requests, isRepeatable = true } of shown) {
    console.log(`  ${engine} ${property}: did ${JSON.stringify(did)}${isRepeatable ? '' : '   (not again when run a second time)'}`)
    console.log(`    whycors says ${JSON.stringify(says)}\n    ${JSON.stringify(exchange)}`)
    if (!options.reduce) console.log(`    wire ${JSON.stringify(requests)}`)
  }
  return disagreements.length > 0
}

async function run() {
  if (options.record) await record(options.record)
  let result = status.agreement
  const summary = {}
  for (const file of [...options.compare, ...(options.record ? [options.record] : [])]) {
    const { versions, recorded } = readRecording(file)
    const plain = reportsOf(options.cli, recorded.map(({ exchange }) => exchange))
    const [{ engines: spokenFor }] = plain.filter((report) => report.engines)
    const isTimed = recorded.some(({ exchange }) => exchange.sequence)
    for (const engine of Object.keys(versions).filter((one) => options.engine.includes(one))) {
      const reports = isTimed ? reportsOf(options.cli, recorded.map((one) => asItRan(one, engine))) : plain
      summary[engine] ??= { version: versions[engine], exchanges: 0, properties: {} }
      if (!await judge(engine, recorded, reports, summary[engine])) continue
      const isDrift = !versions[engine].includes(spokenFor[engine].version)
      if (isDrift) console.log(`DRIFT: ${versions[engine]} disagrees; whycors speaks for ${spokenFor[engine].version}. Record it and learn.`)
      if (!isDrift) result = status.disagreement
      else if (result === status.agreement) result = status.drift
    }
  }
  if (options.summary) fs.writeFileSync(options.summary, `${JSON.stringify(summary, null, 2)}\n`)
  return result
}

process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
try {
  process.exitCode = await run()
} catch (error) {
  console.error(`conformance: ${error.message}`)
  process.exitCode = status.notRun
}
