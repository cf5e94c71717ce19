// `whycors/worker` in Node.
import { Worker } from 'node:worker_threads'

import { connect } from './remote.mjs'

export { WhycorsError } from './error.mjs'

export function loadWhycors() {
  return connect(() => {
    const thread = new Worker(new URL('./thread.node.mjs', import.meta.url))
    return {
      post: (message, transfer) => thread.postMessage(message, transfer),
      on: (take) => thread.on('message', take),
      fail: (take) => thread.on('error', take),
      end: () => thread.terminate(),
    }
  })
}
