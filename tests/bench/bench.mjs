// How fast, against the same thing in plain JavaScript, in one run: medians of several, ratios rather than times, since
// machines differ. --markdown prints the table of README.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'

import { loadWhycors } from '../../build/npm/whycors.node.mjs'
import { generate } from '../conformance/generator.mjs'
import { evaluate } from './twin.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const cli = path.join(root, 'build/bin/whycors')
const exchanges = generate(5, 4000)
const lines = exchanges.map((one) => JSON.stringify(one))
const ndjson = lines.join('\n')
const bytes = new TextEncoder().encode(ndjson)
const paste = `PUT /data HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nContent-Type: application/json\nX-Request-ID: 1\nCookie: id=1\n\n` +
  `HTTP/1.1 200 OK\nContent-Type: application/json\nAccess-Control-Allow-Origin: *\n${'X-Filler: some more header text\n'.repeat(22)}`

/** The median of the times of several runs, in microseconds per item. */
function median(items, run, times = 9) {
  run()
  const taken = []
  for (let i = 0; i < times; ++i) {
    const start = performance.now()
    run()
    taken.push(performance.now() - start)
  }
  return (taken.sort((a, b) => a - b)[times >> 1] * 1000) / items
}

const whycors = await loadWhycors()
const file = path.join(os.tmpdir(), `whycors-bench-${process.pid}.ndjson`)
fs.writeFileSync(file, ndjson)
const filter = (args) => execFileSync(cli, args, { stdio: [fs.openSync(file), 'ignore', 'inherit'] })
const startUp = median(1, () => execFileSync(cli, ['--version']), 5)

const twinText = median(lines.length, () => { for (const line of ndjson.split('\n')) evaluate(JSON.parse(line)) })
const twinObjects = median(lines.length, () => { for (const one of exchanges) evaluate(one) })
const rows = [
  ['verdicts of NDJSON in bulk, WebAssembly (`evaluateAll`)', median(lines.length, () => whycors.evaluateAll(bytes)), twinText],
  ['verdicts of objects in bulk, WebAssembly (`evaluateAll`)', median(lines.length, () => whycors.evaluateAll(exchanges)), twinObjects],
  ['verdicts of NDJSON, command line (`batch --verdicts`)', median(lines.length, () => filter(['batch', '--verdicts']), 5) - startUp / lines.length, twinText],
  ['full reports of NDJSON, command line (`batch`)', median(lines.length, () => filter(['batch']), 3) - startUp / lines.length, twinText],
  ['one Exchange to a Report, WebAssembly (`evaluate`)', median(200, () => { for (let i = 0; i < 200; ++i) whycors.evaluate(exchanges[i]) }), twinObjects],
  [`one paste of ${paste.length} bytes to a Report, WebAssembly (\`diagnose\`)`, median(100, () => { for (let i = 0; i < 100; ++i) whycors.diagnose(paste) }), twinObjects],
]
fs.rmSync(file)

const markdown = process.argv.includes('--markdown')
const out = []
out.push(markdown ? '| what | µs each | the plain-JavaScript twin (verdicts only) takes |\n|---|---|---|' : `Node ${process.version}, ${os.cpus()[0]?.model}; the twin gives verdicts only`)
for (const [what, own, twin] of rows) {
  const ratio = `${(twin / own).toFixed(2)} times as long`
  out.push(markdown ? `| ${what} | ${own.toFixed(1)} | ${ratio} |` : `${what.padEnd(70)} ${own.toFixed(1).padStart(8)} µs   the twin takes ${ratio}`)
}
const size = (name) => brotliCompressSync(fs.readFileSync(path.join(root, name))).length
for (const name of ['build/npm/whycors-core.wasm', 'build/npm/whycors-core.mjs', 'build/npm/whycors.mjs', 'build/npm/catalogue.mjs', 'build/npm/explanations.mjs'])
  out.push(markdown ? `| \`${path.basename(name)}\` | ${(size(name) / 1000).toFixed(1)} kB brotli | |` : `${path.basename(name).padEnd(70)} ${String(size(name)).padStart(8)} bytes (brotli)`)
console.log(out.join('\n'))
