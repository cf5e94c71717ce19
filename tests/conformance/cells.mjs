// How often what is generated reaches each cell (engine, step, answer) of the decision space; runs no browser.
//   --program FILE (what counts them), --seed, --all (print every cell, not only the rare ones)
// Exit status: 0 when each cell that is reached at all is reached often enough, or is known to be rare.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

import { generate } from './generator.mjs'
import { probes } from './probes.mjs'

const { values: options } = parseArgs({
  options: { program: { type: 'string', default: 'build/native/bin/conformance_cells' }, seed: { type: 'string', default: '1' }, all: { type: 'boolean', default: false } },
})
const often = 50

/** Cells that few exchanges can reach, and why. */
const rare = {
  'http-fetch 4.3 yes': 'streams over http: in Chromium, and what WebKit refuses after a redirect\'s preflight: rare among redirects',
  'http-redirect-fetch 11 yes': 'a stream that is redirected; only Chromium sends streams, and only over HTTP/2',
}

const seed = Number(options.seed)
const exchanges = [...generate(seed, 10_000), ...generate(seed, 3000, 'elements'), ...generate(seed, 3000, 'pages'), ...generate(seed, 4200, 'odd'), ...generate(seed, 800, 'sequences'), ...probes()]
const { status, stdout, stderr, error } = spawnSync(options.program, { input: exchanges.map((one) => `${JSON.stringify(one)}\n`).join(''), maxBuffer: 1 << 28 })
if (error || status !== 0) {
  console.error(`cells: ${error?.message ?? stderr}`)
  process.exit(2)
}
const cells = stdout.toString().trim().split('\n').map((line) => line.split('\t'))
let unexplained = 0
for (const [engine, algorithm, step, answer, count] of cells) {
  const isRare = Number(count) < often
  const why = rare[`${algorithm} ${step} ${answer}`]
  if (isRare && !why) ++unexplained
  if (isRare || options.all) console.log(`${engine.padEnd(9)} ${algorithm} ${step} ${answer}: ${count}${isRare ? `   ${why ?? 'RARE'}` : ''}`)
}
console.log(`${cells.length} cells reached by ${exchanges.length} exchanges, ${unexplained} of them by fewer than ${often} without a known reason`)
process.exitCode = unexplained ? 1 : 0
