// `whycors/worker`: the module in a worker of its own, so that no call holds the page up.
import { connect } from './remote.mjs'

export { WhycorsError } from './error.mjs'

/** Starts the worker, or takes one that the caller has started from `whycors/thread`. */
export function loadWhycors({ worker } = {}) {
  return connect(() => {
    const thread = worker?.() ?? new Worker(new URL('./thread.mjs', import.meta.url), { type: 'module', name: 'whycors' })
    return {
      post: (message, transfer) => thread.postMessage(message, transfer),
      on: (take) => thread.addEventListener('message', ({ data }) => take(data)),
      fail: (take) => thread.addEventListener('error', (event) => take(new Error(event.message ?? 'it could not be loaded'))),
      end: () => thread.terminate(),
    }
  })
}
