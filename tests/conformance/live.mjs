// Runs exchanges in one real engine and returns what was seen.
import fs from 'node:fs'

import { drivers } from './drivers/drivers.mjs'
import { openSession, sleep } from './drivers/session.mjs'
import { startServers } from './server.mjs'

const runner = fs.readFileSync(new URL('./runner.js', import.meta.url))
const page = '<!doctype html><title>whycors</title><link rel="icon" href="data:,"><script src="/runner.js"></script>'

/** An engine that answers nothing for so long has stopped. Runs take seconds, and the runner's own limit is 15 s. */
const longestSilence = 60_000

/** The exchange that a URL or a console line speaks of. */
const idIn = (text) => /\/x\/([^/\s]+)\/\d+/.exec(text)?.[1]

/**
 * What an engine did with an exchange, all in canonical origins.
 * @typedef {object} Observation
 * @property {'allowed'|'opaque'|'blocked'|'timeout'} verdict  whether script got a response, and may read it
 * @property {number} [status]     of the response that script got
 * @property {string} [error]      what was thrown, as text
 * @property {string[]} [exposed]  names of the headers that script can read
 * @property {{host: string, hop: number, method: string, origin?: string, requestMethod?: string, requestHeaders?: string}[]} requests
 *           all on the wire, in order; a preflight is one with `requestMethod`
 * @property {{name: string, parameter: string}} [corsError]  Chromium's own name for the reason
 * @property {string[]} console    the lines that name the exchange's URL, or belong to one that does
 */

/**
 * Runs exchanges (in canonical origins) in an engine with a fresh profile.
 * @returns {Promise<Map<string, Observation>>} by the exchange's id
 * @throws when the engine can't be started or answers none of them
 */
export async function runLive(engine, exchanges) {
  const results = new Map()
  const consoleLines = []
  const corsErrors = new Map()
  const queue = [...exchanges]
  let heard = Date.now()
  let isDone = false

  const servers = await startServers(({ target, body }) => {
    heard = Date.now()
    switch (target) {
      case '/?marked':
      case '/': return { status: 200, type: 'text/html', body: page }
      case '/runner.js': return { status: 200, type: 'text/javascript', body: runner }
      case '/next': {
        const batch = queue.splice(0, 4).map(({ id, request }) => servers.toLive({ id, request }))
        return { status: 200, type: 'application/json', body: JSON.stringify(batch) }
      }
      case '/result': {
        const result = JSON.parse(body)
        results.set(result.id, result)
        return { status: 204 }
      }
      case '/done': isDone = true
      default: return {}
    }
  })
  for (const exchange of exchanges) servers.exchanges.set(exchange.id, servers.toLive(exchange))

  // WebKit's lines about elements name no URL.
  const isMarked = engine === 'webkit' && exchanges.some(({ request }) => !['fetch', 'xhr', undefined].includes(request.initiator))
  const session = openSession(engine)
  try {
    const finish = await drivers[engine].open(session, servers.page + (isMarked ? '?marked' : ''), {
      onLine: (line) => consoleLines.push(line),
      onCorsError: (url, error) => { if (!corsErrors.has(idIn(url))) corsErrors.set(idIn(url), error) },
    })
    while (!isDone && Date.now() - heard < longestSilence) await sleep(50)
    await sleep(500) // the console comes by another way than the results
    await finish?.()
  } finally {
    await session.stop()
    servers.close()
  }
  if (exchanges.length && !results.size) throw new Error(`${engine} was started, but answered nothing`)

  const lines = isMarked ? byMark(consoleLines) : byExchange(consoleLines, engine === 'webkit')
  return new Map(exchanges.map(({ id }) => {
    const { verdict = 'timeout', status, error, exposed } = results.get(id) ?? {}
    return [id, servers.toCanonical({
      verdict, status, error, exposed: exposed && [...new Set(exposed)].sort(), requests: servers.wire.get(id) ?? [],
      corsError: corsErrors.get(id), console: lines.get(id) ?? [],
    })]
  }))
}

/** Said when a call is set up, of no call in particular; it would go to whichever is told of next. */
const isAboutNoCall = (line) => line.startsWith('Refused to set unsafe header')

/** Console lines by exchange, where a mark follows those of each. */
function byMark(consoleLines) {
  const lines = new Map()
  let since = []
  for (const line of consoleLines) {
    const isMark = line.endsWith(' is done')
    if (isMark) lines.set(idIn(line), since)
    since = isMark ? [] : [...since, line]
  }
  return lines
}

/** Console lines by exchange: by the URL in them, or, where a browser prints two, by that of the next line. */
function byExchange(consoleLines, inPairs) {
  const lines = new Map()
  let withoutUrl = []
  for (const line of consoleLines) {
    if (isAboutNoCall(line)) continue
    const id = idIn(line)
    if (id) lines.set(id, [...(lines.get(id) ?? []), ...withoutUrl, line])
    withoutUrl = id || !inPairs ? [] : [...withoutUrl, line]
  }
  return lines
}
