import type { HarInput, HarOptions, Whycors } from './whycors.js'
import type { EngineName, HarReport, Verdict } from './whycors.js'

export { WhycorsError } from './whycors.js'

type Later<Method> = Method extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Awaited<Result>> : never

/** The module in a worker: the same methods, each of which answers later. */
export type WhycorsWorker = Pick<Whycors, 'version' | 'codes' | 'engines' | 'platforms'> & {
  [Name in 'diagnose' | 'evaluate' | 'preflight' | 'fix' | 'explain' | 'redact']: Later<Whycors[Name]>
} & {
  /** Exchanges in bulk, as objects or as NDJSON; null where one was no Exchange. */
  evaluateAll(exchanges: Iterable<object> | string | Uint8Array): Promise<Record<EngineName, Verdict | null>[]>
  /** Triage of a recording; a stream or an open file moves to the worker. */
  har(input: HarInput, options?: HarOptions): Promise<HarReport>
  /** Ends the worker. */
  terminate(): void
}

/**
 * Starts a worker with the module in it. A worker that crashes is replaced.
 * `worker`, where a bundler or a policy wants it: makes the Worker from the file `whycors/thread`. A page that requires
 * Trusted Types has to, since only its own policy may name a script.
 */
export function loadWhycors(options?: { worker?: () => Worker }): Promise<WhycorsWorker>
