// One call from a page in a real Chromium: what a person would see.
import fs from 'node:fs'
import http from 'node:http'

import * as chromium from '../conformance/drivers/chromium.mjs'
import { openSession } from '../conformance/drivers/session.mjs'

export const isThere = () => fs.existsSync('/usr/bin/chromium')
export const version = () => chromium.version()

/** A page that makes calls: `origin` is its own, `call(url, init)` gives 'allowed' or the error's text. */
export async function openPage() {
  let job
  let finish
  const server = http.createServer((request, response) => {
    if (request.url === '/result') {
      let text = ''
      request.on('data', (chunk) => { text += chunk })
      request.on('end', () => { response.writeHead(204).end(); finish?.(text) })
      return
    }
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><link rel="icon" href="data:,"><script type="module">
const { url, init } = ${JSON.stringify(job).replaceAll('<', '\\u003c')}
const result = await fetch(url, init).then(() => 'allowed', String)
await fetch('/result', { method: 'POST', body: result })
</script>`)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${server.address().port}`
  return {
    origin,
    async call(url, init) {
      job = { url, init }
      const session = openSession('chromium')
      const result = new Promise((resolve, reject) => {
        finish = resolve
        setTimeout(() => reject(new Error('the browser gave no answer')), 60_000).unref()
      })
      try {
        await chromium.open(session, `${origin}/`, { onLine: () => {}, onCorsError: () => {} })
        return await result
      } finally {
        await session.stop()
      }
    },
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) }),
  }
}
