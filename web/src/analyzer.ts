// The page's side of the worker: the newest question wins, and a crash is a restart.
import type { Options, Report } from 'whycors'

declare const WORKER_SOURCE: string

interface TrustedPolicy { createScriptURL(url: string): string }
declare global {
  interface Window { trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy } }
}

const blobUrl = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
const policy = window.trustedTypes?.createPolicy('whycors', {
  createScriptURL(url) {
    if (url !== blobUrl) throw new TypeError('only the analyser may be started')
    return url
  },
})

export type Answer = { report: Report } | { crash: string }

export class Analyzer {
  #wasm: Promise<ArrayBuffer>
  #worker: Worker
  #newest = 0

  constructor(readonly onAnswer: (answer: Answer) => void) {
    this.#wasm = fetch('whycors-core.wasm').then((response) => response.arrayBuffer())
    this.#worker = this.#start()
  }

  #start(): Worker {
    const worker = new Worker(policy ? policy.createScriptURL(blobUrl) : blobUrl)
    void this.#wasm.then((wasm) => worker.postMessage({ wasm }))
    worker.onmessage = ({ data }: MessageEvent<{ id: number; report?: Report; crash?: string }>) => {
      if (data.crash !== undefined) this.#restart()
      if (data.id !== this.#newest) return
      this.onAnswer(data.report ? { report: data.report } : { crash: data.crash ?? '' })
    }
    worker.onerror = (event) => {
      this.#restart()
      this.onAnswer({ crash: event.message })
    }
    return worker
  }

  #restart() {
    this.#worker.terminate()
    this.#worker = this.#start()
  }

  ask(text: string, options: Options) {
    const id = ++this.#newest
    void this.#wasm.then(() => this.#worker.postMessage({ id, text, options }))
  }
}
