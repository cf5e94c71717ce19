// What runs in the worker of `whycors/worker`.
import { serve } from './remote.mjs'
import { loadWhycors } from './whycors.mjs'

serve({
  post: (message) => self.postMessage(message),
  on: (take) => self.addEventListener('message', ({ data }) => take(data)),
}, loadWhycors)
