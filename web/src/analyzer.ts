// The page's side of the worker: the newest question wins, a crash or a hang is a restart, and nothing of the text is lost.
import type { HarReport, Options, Report } from 'whycors'

import { compile, Troubled, type Trouble } from './core'
import type { Call } from './worker'

declare const WORKER_SOURCE: string

interface TrustedPolicy { createScriptURL(url: string): string }
declare global {
  interface Window { trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy } }
}

const blobUrl = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
let policy: TrustedPolicy | undefined

/** A script's URL that the policy of Trusted Types lets through: the analyser's, or the service worker's. */
export function trustedScript(url: string): string {
  policy ??= window.trustedTypes?.createPolicy('whycors', {
    createScriptURL(wanted) {
      if (wanted !== blobUrl && wanted !== 'sw.js') throw new TypeError('only the analyser may be started')
      return wanted
    },
  })
  return policy ? policy.createScriptURL(url) : url
}

export type Answer = { report: Report; text: string } | { trouble: Trouble }

/** Longer than any paste of the size that is let in takes, on a slow phone too. */
const patience = 60_000

interface Job { resolve(value: never): void; reject(error: Error): void; timer: ReturnType<typeof setTimeout>; onProgress?: (progress: Progress) => void }
/** Of a recording that is being read. */
export interface Progress { bytes: number; size?: number; entries: number }

export class Analyzer {
  readonly #module: Promise<WebAssembly.Module>
  #worker: Worker | undefined
  #isUp = false
  #jobs = new Map<number, Job>()
  #last = 0
  #wanted: { text: string; options: Options } | undefined
  #isBusy = false

  constructor(wasmUrl: string, readonly onAnswer: (answer: Answer) => void) {
    this.#module = compile(wasmUrl)
    this.#module.catch(() => {})
    this.#start()
  }

  #start() {
    this.#isUp = false
    let worker: Worker
    try {
      worker = new Worker(trustedScript(blobUrl))
    } catch {
      this.#worker = undefined
      return
    }
    this.#worker = worker
    void this.#module.then((module) => worker.postMessage({ module }), () => {})
    worker.onmessage = ({ data }: MessageEvent<{ ready?: true; id?: number; progress?: Progress; value?: never; error?: string; crash?: string }>) => {
      if (data.ready) {
        this.#isUp = true
        return
      }
      const job = this.#jobs.get(data.id!)
      if (!job) return
      if (data.progress) {
        // It is not hanging.
        clearTimeout(job.timer)
        job.timer = this.#watch()
        job.onProgress?.(data.progress)
        return
      }
      if (data.crash !== undefined) return this.#restart('crashed')
      this.#jobs.delete(data.id!)
      clearTimeout(job.timer)
      if (data.error !== undefined) job.reject(new Error(data.error))
      else job.resolve(data.value!)
    }
    worker.onerror = (event) => {
      event.preventDefault()
      if (this.#isUp) return this.#restart('crashed')
      this.#worker = undefined
      this.#fail('noWorker')
    }
  }

  #fail(trouble: Trouble) {
    const jobs = [...this.#jobs.values()]
    this.#jobs.clear()
    for (const job of jobs) {
      clearTimeout(job.timer)
      job.reject(new Troubled(trouble))
    }
  }

  #restart(trouble: Trouble) {
    this.#worker?.terminate()
    this.#start()
    this.#fail(trouble)
  }

  /** One call of the module. Rejects with what it says against the input, or with a `Troubled`. */
  call<T>(call: Call, ...args: unknown[]): Promise<T> {
    return this.#send(call, args)
  }

  /** The triage of a recording of any size. */
  triage(file: File, onProgress: (progress: Progress) => void): Promise<HarReport> {
    return this.#send('har', [file], onProgress)
  }

  async #send<T>(call: Call, args: unknown[], onProgress?: (progress: Progress) => void): Promise<T> {
    await this.#module
    if (!this.#worker) throw new Troubled('noWorker')
    const id = ++this.#last
    return new Promise<T>((resolve, reject) => {
      const job: Job = { resolve: resolve as Job['resolve'], reject, timer: this.#watch() }
      if (onProgress) job.onProgress = onProgress
      this.#jobs.set(id, job)
      this.#worker!.postMessage({ id, call, args })
    })
  }

  #watch() {
    return setTimeout(() => this.#restart('timedOut'), patience)
  }

  /** A diagnosis. One runs at a time; of those that wait only the newest is run, and a stale answer is dropped. */
  ask(text: string, options: Options) {
    this.#wanted = { text, options }
    if (!this.#isBusy) void this.#run()
  }

  async #run() {
    this.#isBusy = true
    while (this.#wanted) {
      const { text, options } = this.#wanted
      this.#wanted = undefined
      try {
        const report = await this.call<Report>('diagnose', text, options)
        if (!this.#wanted) this.onAnswer({ report, text })
      } catch (error) {
        if (!this.#wanted) this.onAnswer({ trouble: error instanceof Troubled ? error.trouble : 'crashed' })
      }
    }
    this.#isBusy = false
  }
}
