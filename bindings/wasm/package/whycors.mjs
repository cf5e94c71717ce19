// The entry for browsers and bundlers: the core lies beside it.
import createCore from './whycors-core.mjs'
import { loader } from './loader.mjs'

export { WhycorsError } from './error.mjs'

export const loadWhycors = loader({
  create: createCore,
  bytes: () => new URL('./whycors-core.wasm', import.meta.url),
  explanations: async () => (await import('./explanations.mjs')).explanations,
})
