// Lets the core run out of stack, and prints what becomes of that call and of the next.
import { loadWhycors, WhycorsError } from '../../build/npm/whycors.node.mjs'

const whycors = await loadWhycors()
const paste = 'GET / HTTP/1.1\nHost: a.example\nOrigin: https://b.example\n\nHTTP/1.1 200 OK\nServer: x\n'
// Near the end of the stack there comes a depth at which a call still begins, and the core has no room.
const reach = (depth) => (depth === 0 ? whycors.diagnose(paste).cause : reach(depth - 1))
let crash
for (let depth = 14_000; depth > 0 && !crash; depth -= 1) {
  try {
    reach(depth)
  } catch (error) {
    if (error instanceof WhycorsError) crash = error.message
  }
}
console.log(JSON.stringify({ crash, next: whycors.diagnose(paste).cause }))
