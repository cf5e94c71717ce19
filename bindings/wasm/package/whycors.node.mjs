// Node can't fetch a file: URL, so it reads the core's bytes itself.
import { readFile } from 'node:fs/promises'

import { loadWhycors as load, WhycorsError } from './whycors.mjs'

export { WhycorsError }

export async function loadWhycors({ wasm } = {}) {
  return load({ wasm: wasm ?? await readFile(new URL('./whycors-core.wasm', import.meta.url)) })
}
