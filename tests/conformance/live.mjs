// Runs exchanges in one real engine and returns what was seen.
import fs from 'node:fs'
import path from 'node:path'

import { drivers as browsers } from './drivers/drivers.mjs'
import { openSession, sleep } from './drivers/session.mjs'
import { origins, startServers } from './server.mjs'

const runner = fs.readFileSync(new URL('./runner.js', import.meta.url))

/**
 * A page that runs calls; `control` is where it asks for them, when that is not its own origin; `warm`, what sequences
 * begin with; `mode`, how its runner goes about it. They stand in the page, since a file's URL has no query.
 */
const page = ({ control = '', warm = '', mode = '' } = {}) => `<!doctype html><title>whycors</title><link rel="icon" href="data:,"><script>const control = ${JSON.stringify(control)}, warm = ${JSON.stringify(warm)}, mode = ${JSON.stringify(mode)}</script><script src="${control}/runner.js"></script>`

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
 * The pages from which calls are made, each in a browser of its own: where the page comes from, and what the browser
 * must be told. Frames and workers are made by the page itself.
 */
const sessions = {
  plain: { opens: (live) => `${live(origins.app)}/` },
  secure: { opens: (live) => `${live(origins.secure)}/` },
  file: {
    opens(live, { profile }, mode) {
      const file = path.join(profile, 'page.html')
      fs.writeFileSync(file, page({ control: live(origins.app), mode }))
      return `file://${file}`
    },
  },
  public: { opens: (live) => `${live(origins.app)}/`, flags: (live) => [`--ip-address-space-overrides=127.0.0.1:${new URL(live(origins.app)).port}=public`] },
}

function sessionOf({ request, page: from }) {
  if (request?.addressSpace) return 'public'
  if (from?.origin?.startsWith('file:')) return 'file'
  return request?.origin === origins.secure ? 'secure' : 'plain'
}

/**
 * Whether a line of its own has to follow the call's, which name no URL of the exchange: WebKit's about elements and
 * about what leads to no URL of the run. Half of those about workers are not printed.
 */
function isToBeMarked(engine, { request, response, hops = [] }) {
  if (engine !== 'webkit' || !request) return false
  const leadsAway = [response, ...hops.map((hop) => hop.response)].some((answer) => answer?.headers?.some(([name, value]) => name === 'Location' && !value.includes('/x/')))
  return !['fetch', 'xhr', undefined].includes(request.initiator) || request.client === 'worker' || !request.url.includes('/x/') || leadsAway
}

/** What a session of sequences begins with. */
const granted = [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Methods', 'PUT']]
const warmUp = { id: 'warm', request: { url: `${origins.api}/x/warm/0` }, preflight: { status: 204, headers: granted }, response: { status: 200, headers: granted } }

/** Whether nothing came of a call, or one of a sequence began so late that an age can have ended meanwhile. */
function isLate({ sequence }, { verdict, steps }) {
  const tolerance = 0.2 // seconds
  return verdict === 'timeout' || Boolean(sequence?.some(({ at }, step) => Math.abs(steps[step].at - at) > tolerance))
}

/**
 * Runs exchanges (in canonical origins) in an engine, each kind of page with a fresh profile.
 * @param {{drivers?: object, again?: number}} [how]  what drives the engines; how often a late call is made again
 * @returns {Promise<Map<string, Observation>>} by the exchange's id; of a sequence: { steps: Observation[] }, each
 *          with the second `at` which it came
 * @throws when the engine can't be started or answers none of them
 */
export async function runLive(engine, exchanges, { drivers = browsers, again = 3 } = {}) {
  const all = new Map()
  for (const name of Object.keys(sessions))
    for (const isMarked of [false, true]) {
      const own = exchanges.filter((exchange) => sessionOf(exchange) === name && isToBeMarked(engine, exchange) === isMarked)
      if (own.length) for (const [id, seen] of await runSession(drivers[engine], engine, own, sessions[name], isMarked)) all.set(id, seen)
    }
  // A browser on a busy machine can run out of time, or out of step; what does so each time has no better answer.
  const late = again > 0 ? exchanges.filter((exchange) => isLate(exchange, all.get(exchange.id))) : []
  for (const [id, seen] of late.length ? await runLive(engine, late, { drivers, again: again - 1 }) : []) all.set(id, seen)
  return new Map(exchanges.map(({ id }) => [id, all.get(id)]))
}

async function runSession(driver, engine, exchanges, { opens, flags }, isMarked) {
  const results = new Map()
  const consoleLines = []
  const corsErrors = new Map()
  // A sequence waits most of the time.
  const mode = isMarked ? 'marked' : exchanges.some(({ sequence }) => sequence) ? 'sequences' : ''
  const queue = [...exchanges]
  let heard = Date.now()
  let isDone = false

  const servers = await startServers(({ target, body }) => {
    heard = Date.now()
    const [place, query] = target.split('?')
    switch (place) {
      case '/': return { status: 200, type: 'text/html', body: page({ warm: servers.toLive(warmUp.request.url), mode }) }
      case '/frame': return { status: 200, type: 'text/html', headers: query && { 'Content-Security-Policy': decodeURIComponent(query) }, body: page() }
      case '/runner.js': return { status: 200, type: 'text/javascript', body: runner }
      case '/next': {
        const batch = queue.splice(0, 4).map(({ id, request, page: from, sequence }) => servers.toLive({
          id, request, csp: from?.csp, ...(sequence && { sequence: sequence.map(({ at, exchange }) => ({ at, request: exchange.request })) }),
        }))
        return { status: 200, type: 'application/json', body: JSON.stringify(batch) }
      }
      case '/step': {
        const { id, step } = JSON.parse(body)
        servers.steps.set(id, step)
        return { status: 204 }
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
  for (const exchange of [...exchanges, warmUp]) servers.exchanges.set(exchange.id, servers.toLive(exchange))

  const session = openSession(engine)
  try {
    const finish = await driver.open(session, opens(servers.toLive, session, mode), {
      flags: flags?.(servers.toLive) ?? [],
      onLine: (line) => consoleLines.push(line),
      onCorsError: (about, error) => { if (!corsErrors.has(idIn(about))) corsErrors.set(idIn(about), error) },
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
  const observation = ({ verdict = 'timeout', status, error, exposed } = {}, requests) => ({
    verdict, status, error, exposed: exposed && [...new Set(exposed)].sort(), requests,
  })
  return new Map(exchanges.map(({ id, sequence }) => {
    const wire = servers.wire.get(id) ?? []
    const result = results.get(id)
    if (sequence) {
      // A call is at the time when its first request came: the cache was asked just before, and filled just after.
      const steps = sequence.map(({ at }, step) => {
        const requests = wire.filter((one) => one.step === step)
        return { at: requests.length ? requests[0].time - wire[0].time : at, ...observation(result?.steps?.[step], requests.map(({ step: _, time: __, ...one }) => one)) }
      })
      return [id, servers.toCanonical({ verdict: steps.at(-1).verdict, steps })]
    }
    return [id, servers.toCanonical({ ...observation(result, wire), corsError: corsErrors.get(id), console: lines.get(id) ?? [] })]
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
