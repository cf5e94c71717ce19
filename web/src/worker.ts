// The analysis runs here, in a worker made from a blob: URL, which the page's policy holds too.
// in: { module } once at the start, then { id, call, args }      out: { ready }, then { id, value }, { id, error } or { id, crash };
// of a recording { id, progress } too
import { loadWhycors, type Whycors } from 'whycors'

/** What the page may ask for. */
export type Call = 'diagnose' | 'evaluate' | 'preflight' | 'redact' | 'har'

let ready: Promise<Whycors> | undefined

self.onmessage = async ({ data }: MessageEvent<{ module?: WebAssembly.Module; id?: number; call?: Call; args?: unknown[] }>) => {
  if (data.module) {
    ready = loadWhycors({ wasm: data.module })
    return
  }
  try {
    const whycors = await ready! as unknown as Record<Call, (...args: unknown[]) => unknown>
    const extra = data.call === 'har' ? [{ onProgress: (progress: object) => self.postMessage({ id: data.id, progress }) }] : []
    self.postMessage({ id: data.id, value: await whycors[data.call!](...data.args!, ...extra) })
  } catch (error) {
    // The module names the trap as the cause; without one it refused the input, and goes on.
    const isRefusal = error instanceof Error && error.name === 'WhycorsError' && error.cause === undefined
    self.postMessage({ id: data.id, [isRefusal ? 'error' : 'crash']: error instanceof Error ? error.message : String(error) })
  }
}
self.postMessage({ ready: true })
