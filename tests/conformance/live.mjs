// Runs exchanges in one real engine and returns what was seen, in the terms of a report.
import fs from 'node:fs'

import { drivers } from './drivers.mjs'
import { startServers } from './server.mjs'

const runner = fs.readFileSync(new URL('./runner.js', import.meta.url))

/** `exchanges` in canonical origins -> a Map from id to what the engine did. */
export async function runLive(engine, exchanges, { onProgress = () => {} } = {}) {
  const results = new Map()
  const consoleLines = []
  let finished
  const done = new Promise((resolve) => { finished = resolve })
  const queue = [...exchanges]

  const servers = await startServers(({ target, body }) => {
    if (target === '/')
      return { status: 200, type: 'text/html', body: '<!doctype html><title>whycors</title><link rel="icon" href="data:,"><script src="/runner.js"></script>' }
    if (target === '/runner.js') return { status: 200, type: 'text/javascript', body: runner }
    if (target === '/next') {
      const batch = queue.splice(0, 4).map((exchange) => servers.toLive({ id: exchange.id, request: exchange.request }))
      return { status: 200, type: 'application/json', body: JSON.stringify(batch) }
    }
    if (target === '/result') {
      const result = JSON.parse(body)
      results.set(result.id, result)
      onProgress(results.size)
      return { status: 204 }
    }
    if (target === '/done') finished()
    return {}
  })
  for (const exchange of exchanges) servers.exchanges.set(exchange.id, servers.toLive(exchange))

  const driver = await drivers[engine](servers.page, (line) => consoleLines.push(line))
  const stalled = setInterval(() => {
    if (results.size === stalled.last) finished()
    stalled.last = results.size
  }, 60000)
  await done
  clearInterval(stalled)
  await new Promise((resolve) => setTimeout(resolve, 500))
  await driver.stop()
  servers.close()

  const told = attach(consoleLines, engine === 'webkit')
  const seen = new Map()
  for (const exchange of exchanges) {
    const result = results.get(exchange.id) ?? { verdict: 'timeout' }
    const requests = servers.wire.get(exchange.id) ?? []
    seen.set(exchange.id, JSON.parse(servers.toCanonical(JSON.stringify({
      verdict: result.verdict, status: result.status, error: result.error,
      exposed: result.exposed && [...new Set(result.exposed)].sort(), requests, console: told.get(exchange.id) ?? [],
    }))))
  }
  return seen
}

/** Console lines by exchange: by the URL in them, or, where a browser prints two, by that of the next line. */
function attach(consoleLines, inPairs) {
  const told = new Map()
  let waiting = []
  for (const line of consoleLines) {
    const id = /\/x\/([^/]+)\/\d+/.exec(line)?.[1]
    if (!id) {
      if (inPairs) waiting.push(line)
      continue
    }
    const lines = told.get(id) ?? []
    lines.push(...waiting, line)
    told.set(id, lines)
    waiting = []
  }
  return told
}
