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
out.push(markdown ? '| what | µs each | a second | the plain-JavaScript twin (verdicts only) takes |\n|---|---|---|---|' : `Node ${process.version}, ${os.cpus()[0]?.model}; the twin gives verdicts only`)
for (const [what, own, twin] of rows) {
  const ratio = `${(twin / own).toFixed(2)} times as long`
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
