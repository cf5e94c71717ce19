// What runs in the worker of `whycors/worker` in Node.
import { parentPort } from 'node:worker_threads'

import { serve } from './remote.mjs'
import { loadWhycors } from './whycors.node.mjs'

serve({
  post: (message) => parentPort.postMessage(message),
  on: (take) => parentPort.on('message', take),
}, loadWhycors)
