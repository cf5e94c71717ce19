// The entry for Cloudflare's runtime, which compiles WebAssembly only while it deploys.
import module from './whycors-core.wasm'

import createCore from './whycors-core.mjs'
import { loader } from './loader.mjs'

export { WhycorsError } from './error.mjs'

export const loadWhycors = loader({
  create: createCore,
  bytes: () => module,
  explanations: async () => (await import('./explanations.mjs')).explanations,
})
