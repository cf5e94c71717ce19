// The analysis runs here, in a worker made from a blob: URL, which the page's policy holds too.
// in: { id, text, options } or, once at the start, { wasm }      out: { id, report } or { id, crash }
import { loadWhycors, type Options, type Whycors } from 'whycors'

let ready: Promise<Whycors> | undefined

self.onmessage = async ({ data }: MessageEvent<{ wasm?: ArrayBuffer; id?: number; text?: string; options?: Options }>) => {
  if (data.wasm) {
    ready = loadWhycors({ wasm: data.wasm })
    return
  }
  try {
    const whycors = await ready!
    self.postMessage({ id: data.id, report: whycors.diagnose(data.text!, data.options) })
  } catch (error) {
    self.postMessage({ id: data.id, crash: String(error) })
  }
}
