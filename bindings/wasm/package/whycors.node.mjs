// The entry for Node, which can't fetch a file: URL and so reads the core's bytes itself.
import { readFile } from 'node:fs/promises'

import createCore from './whycors-core.mjs'
import { loader } from './loader.mjs'

export { WhycorsError } from './error.mjs'

const load = loader({
  create: createCore,
  bytes: () => readFile(new URL('./whycors-core.wasm', import.meta.url)),
  explanations: async () => (await import('./explanations.mjs')).explanations,
})

export async function loadWhycors(options) {
  const whycors = await load(options)
  // A module is compiled while Node's event loop is at rest, and what follows would run in that rest: its first `await`
  // takes until all is compiled that the calls before it had optimized, some 40 ms. The next turn is a common one.
  await new Promise((resume) => setImmediate(resume))
  return whycors
}
