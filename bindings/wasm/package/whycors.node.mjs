// The entry for Node, which can't fetch a file: URL and so reads the core's bytes itself.
import { readFile } from 'node:fs/promises'

import createCore from './whycors-core.mjs'
import { loader } from './loader.mjs'

export { WhycorsError } from './error.mjs'

export const loadWhycors = loader({
  create: createCore,
  bytes: () => readFile(new URL('./whycors-core.wasm', import.meta.url)),
  explanations: async () => (await import('./explanations.mjs')).explanations,
})
