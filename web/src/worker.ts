// The analysis runs here, in a worker made from a blob: URL, which the page's policy holds too.
// in: { module } once at the start, then { id, call, args }      out: { ready }, then { id, value }, { id, error } or { id, crash }
import { loadWhycors, type Whycors } from 'whycors'

/** What the page may ask for. */
export type Call = 'diagnose' | 'evaluate' | 'preflight' | 'redact'

let ready: Promise<Whycors> | undefined

self.onmessage = async ({ data }: MessageEvent<{ module?: WebAssembly.Module; id?: number; call?: Call; args?: unknown[] }>) => {
  if (data.module) {
    ready = loadWhycors({ wasm: data.module })
    return
  }
  try {
    const whycors = await ready! as unknown as Record<Call, (...args: unknown[]) => unknown>
    self.postMessage({ id: data.id, value: whycors[data.call!](...data.args!) })
  } catch (error) {
    // The module names the trap as the cause; without one it refused the input, and goes on.
    const isRefusal = error instanceof Error && error.name === 'WhycorsError' && error.cause === undefined
    self.postMessage({ id: data.id, [isRefusal ? 'error' : 'crash']: error instanceof Error ? error.message : String(error) })
  }
}
self.postMessage({ ready: true })
