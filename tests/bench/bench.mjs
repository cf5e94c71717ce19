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

const medianOf = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1]

/** What a run takes, in microseconds per item. */
function taken(items, run) {
  const start = performance.now()
  run()
  return ((performance.now() - start) * 1000) / items
}

/**
 * Ours and the twin in turns, so that what else the machine does meets both: the medians of what each takes an item, in
 * microseconds, and of their ratios.
 */
function against(twin, items, run, { times = 9, less = 0 } = {}) {
  twin()
  run()
  const pairs = Array.from({ length: times }, () => [taken(items, run) - less, taken(exchanges.length, twin)])
  return { own: medianOf(pairs.map(([own]) => own)), ratio: medianOf(pairs.map(([own, its]) => its / own)) }
}

const whycors = await loadWhycors()
const file = path.join(os.tmpdir(), `whycors-bench-${process.pid}.ndjson`)
fs.writeFileSync(file, ndjson)
const filter = (args) => execFileSync(cli, args, { stdio: [fs.openSync(file), 'ignore', 'inherit'] })
const startUp = medianOf(Array.from({ length: 5 }, () => taken(1, () => execFileSync(cli, ['--version']))))

const twinText = () => { for (const line of ndjson.split('\n')) evaluate(JSON.parse(line)) }
const twinObjects = () => { for (const one of exchanges) evaluate(one) }
const count = lines.length
const rows = [
  ['verdicts of NDJSON in bulk, WebAssembly (`evaluateAll`)', against(twinText, count, () => whycors.evaluateAll(bytes))],
  ['verdicts of objects in bulk, WebAssembly (`evaluateAll`)', against(twinObjects, count, () => whycors.evaluateAll(exchanges))],
  ['verdicts of NDJSON, command line (`batch --verdicts`)', against(twinText, count, () => filter(['batch', '--verdicts']), { less: startUp / count })],
  ['full reports of NDJSON, command line (`batch`)', against(twinText, count, () => filter(['batch']), { times: 5, less: startUp / count })],
  ['one Exchange to a Report, WebAssembly (`evaluate`)', against(twinObjects, 200, () => { for (let i = 0; i < 200; ++i) whycors.evaluate(exchanges[i]) })],
  [`one paste of ${paste.length} bytes to a Report, WebAssembly (\`diagnose\`)`, against(twinObjects, 100, () => { for (let i = 0; i < 100; ++i) whycors.diagnose(paste) })],
]
fs.rmSync(file)

const markdown = process.argv.includes('--markdown')
const out = []
out.push(markdown ? '| what | µs each | a second | the plain-JavaScript twin (verdicts only) takes |\n|---|---|---|---|' : `Node ${process.version}, ${os.cpus()[0]?.model}; the twin gives verdicts only`)
for (const [what, { own, ratio: times }] of rows) {
  const ratio = `${times.toFixed(2)} times as long`
  const rate = Math.round(1e6 / own).toLocaleString('en')
  out.push(markdown ? `| ${what} | ${own.toFixed(1)} | ${rate} | ${ratio} |`
    : `${what.padEnd(70)} ${own.toFixed(1).padStart(8)} µs ${rate.padStart(8)} a second   the twin takes ${ratio}`)
}

/** The sections of a WebAssembly file that weigh something, each with its bytes. */
function sections(wasm) {
  const names = { 10: 'its code', 11: 'its data: sentences, configs, tables' }
  const found = []
  for (let at = 8; at < wasm.length;) {
    const id = wasm[at++]
    let length = 0
    for (let shift = 0; ; shift += 7) {
      length += (wasm[at] & 0x7f) * 2 ** shift
      if (!(wasm[at++] & 0x80)) break
    }
    if (names[id]) found.push([names[id], wasm.subarray(at, at + length)])
    at += length
  }
  return found
}

const read = (name) => fs.readFileSync(path.join(root, 'build/npm', name))
const sizes = fs.readdirSync(path.join(root, 'build/npm')).filter((name) => /\.(mjs|wasm)$/.test(name)).map((name) => [`\`${name}\``, read(name)])
sizes.splice(sizes.findIndex(([name]) => name.includes('whycors-core.wasm')) + 1, 0, ...sections(read('whycors-core.wasm')).map(([name, bytes]) => [`· ${name}`, bytes]))
if (markdown) out.push('', '| file | brotli |', '|---|---|')
for (const [name, bytes] of sizes) {
  const weight = brotliCompressSync(bytes).length
  out.push(markdown ? `| ${name} | ${(weight / 1000).toFixed(1)} kB |` : `${name.padEnd(70)} ${String(weight).padStart(8)} bytes (brotli)`)
}
console.log(out.join('\n'))
