// The core's file, compiled while it arrives.

/** Why there is no analysis: the host's policy, a missing file, a trap, or a hang. */
export type Trouble = 'noWasm' | 'noWorker' | 'noFile' | 'crashed' | 'timedOut'

export class Troubled extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble)
  }
}

export async function compile(url: string): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(url)
    if (!response.ok) throw new Troubled('noFile')
    if (response.headers.get('Content-Type') === 'application/wasm') return await WebAssembly.compileStreaming(response)
    return await WebAssembly.compile(await response.arrayBuffer())
  } catch (error) {
    if (error instanceof Troubled) throw error
    throw new Troubled(/\bCSP\b|unsafe-eval|Content Security Policy|refused/i.test(String(error)) ? 'noWasm' : 'noFile')
  }
}
