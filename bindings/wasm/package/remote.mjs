// Both ends of a module that runs in a worker. Out: { id, call, args }, { id, abort }; back: { ready }, { id, progress },
// { id, value }, { id, error }.
import { WhycorsError } from './error.mjs'

const calls = ['diagnose', 'evaluate', 'evaluateAll', 'preflight', 'fix', 'explain', 'redact', 'har']

/** In the worker: answers what comes in through `port`. */
export async function serve(port, load) {
  const running = new Map()
  const tell = (error) => ({ name: error?.name, message: String(error?.message ?? error) })
  const loaded = load()
  port.on(async ({ id, call, args, abort }) => {
    if (abort) return running.get(id)?.abort()
    try {
      const whycors = await loaded
      if (call === 'har') {
        const controller = new AbortController()
        running.set(id, controller)
        const onProgress = (progress) => port.post({ id, progress })
        port.post({ id, value: await whycors.har(args[0], { onProgress, signal: controller.signal }) })
      } else {
        const value = await whycors[call](...args)
        port.post({ id, value: call === 'evaluateAll' ? [...value] : value })
      }
    } catch (error) {
      port.post({ id, error: tell(error) })
    } finally {
      running.delete(id)
    }
  })
  try {
    const { version, codes, engines, platforms } = await loaded
    port.post({ ready: { version, codes, engines, platforms } })
  } catch (error) {
    port.post({ failed: tell(error) })
  }
}

const thrown = ({ name, message }) =>
  name === 'WhycorsError' ? new WhycorsError(message) : Object.assign(new Error(message), { name })

/** On this side: the module's methods, each of which answers later. `start` makes a worker: `{ post, on, fail, end }`. */
export async function connect(start) {
  const waiting = new Map()
  let last = 0
  let worker
  const begin = () => new Promise((resolve, reject) => {
    const started = start()
    worker = started
    started.on(({ ready, failed, id, progress, value, error }) => {
      if (ready) return resolve(ready)
      if (failed) return reject(thrown(failed))
      const call = waiting.get(id)
      if (progress) return call?.onProgress?.(progress)
      waiting.delete(id)
      if (error) call?.reject(thrown(error))
      else call?.resolve(value)
    })
    // A worker that is gone answers nothing more; the next call starts another.
    started.fail((error) => {
      reject(error)
      if (worker !== started) return
      worker = undefined
      started.end()
      for (const { reject } of waiting.values()) reject(new WhycorsError(`the worker crashed (${error.message})`))
      waiting.clear()
    })
  })
  const about = await begin()
  const ask = (call, args, { transfer = [], onProgress, signal } = {}) => new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    if (!worker) begin().catch(() => {})
    const id = ++last
    const abort = () => worker?.post({ id, abort: true }, [])
    const done = (settle) => (value) => { signal?.removeEventListener('abort', abort); settle(value) }
    waiting.set(id, { resolve: done(resolve), reject: done(reject), onProgress })
    signal?.addEventListener('abort', abort)
    worker.post({ id, call, args }, transfer)
  })
  const remote = { ...about, terminate: () => worker?.end() }
  for (const call of calls) remote[call] = (...args) => ask(call, args)
  remote.evaluateAll = (exchanges) =>
    ask('evaluateAll', [typeof exchanges === 'string' || ArrayBuffer.isView(exchanges) ? exchanges : Array.from(exchanges)])
  remote.har = (input, { onProgress, signal } = {}) => {
    // Streams and open files move over; everything else is copied.
    const moves = typeof input?.getReader === 'function' || typeof input?.stat === 'function'
    return ask('har', [input], { transfer: moves ? [input] : [], onProgress, signal })
  }
  return remote
}
