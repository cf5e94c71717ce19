// Holds what whycors says against what an engine did, property by property.
import { answersAt } from './server.mjs'

const isPreflight = (request) => request.requestMethod !== undefined

/** Beside CORS, browsers talk of other things, and Chromium's network line is no console message of the page. */
const isAboutCors = (line) => !/^(Failed to load resource|Clear-Site-Data header|Refused to set unsafe header|Refused to execute a script|Ignoring duplicate|downloadable font:)/.test(line)

/** Firefox names the page's whole address, or makes one up for an opaque origin; an exchange tells the origin. */
const pageAsOrigin = (line, { origin, client }) => line.replace(/^(Security Error: Content at )\S+/, `$1${client === 'sandboxed' ? 'null' : origin}/`)

/**
 * The stages at which the call can have ended, from the last request on the wire. What is refused before it leaves
 * shows by its absence alone, after any of them but a plain response.
 */
function stagesOf(seen, exchange, { decidedAt }) {
  if (seen.corsError?.name.includes('Preflight')) return ['preflight']
  const last = seen.requests.at(-1)
  if (!last) return ['request']
  // WebKit can ask a redirect's target for permission before it sees that the redirect itself fails.
  if (isPreflight(last)) return last.hop ? ['preflight', 'request', 'redirect'] : ['preflight', 'request']
  const { status, headers } = answersAt(exchange, last.hop)?.response ?? {}
  if (![301, 302, 303, 307, 308].includes(status)) return ['response']
  // Without a Location it is a redirect to some and a plain response to others.
  if (!headers.some(([name]) => name.toLowerCase() === 'location')) return ['redirect', 'response']
  // A head that can't be read is refused before it is a redirect.
  return decidedAt?.algorithm === 'http-network-or-cache-fetch' ? ['response'] : ['redirect', 'request']
}

const endsInData = ({ request, response, hops = [] }) => request.url.startsWith('data:') ||
  [response, ...hops.map((hop) => hop.response)].some((answer) => answer?.headers?.some(([name, value]) => name === 'Location' && value.startsWith('data:')))

/** Each property: [what the engine did, what the report says], or null where there is nothing to compare. */
export const properties = {
  verdict: (seen, said, { request }) => {
    if (seen.verdict === 'unseen') return null
    // An element that loads does not say whether script could read it.
    const isElement = !['fetch', 'xhr', undefined].includes(request.initiator)
    return [seen.verdict, isElement && said.verdict === 'opaque' ? 'allowed' : said.verdict]
  },
  stage: (seen, said, exchange) => {
    if (seen.verdict !== 'blocked' || said.verdict !== 'blocked') return null
    const stages = stagesOf(seen, exchange, said)
    return [stages.includes(said.stage) ? said.stage : stages.join(' or '), said.stage]
  },
  preflightSent: (seen, said) => [seen.requests.some((one) => one.hop === 0 && isPreflight(one)), said.preflightSent],
  preflightRequest: (seen, said) => {
    const sent = seen.requests.find((one) => one.hop === 0 && isPreflight(one))
    const header = (name) => said.preflightRequest?.headers.find(([one]) => one === name)?.[1]
    if (!sent || !said.preflightRequest) return null
    return [[sent.requestMethod, sent.requestHeaders ?? null, sent.origin],
      [header('Access-Control-Request-Method'), header('Access-Control-Request-Headers') ?? null, header('Origin')]]
  },
  actualSent: (seen, said) => [seen.requests.some((one) => one.hop === 0 && !isPreflight(one)), said.actualSent],
  // What a data: URL brings along is no matter of CORS; Firefox adds a Content-Length.
  exposedHeaders: (seen, said, exchange) => (!endsInData(exchange) && seen.exposed && seen.verdict === 'allowed' && said.verdict === 'allowed' ? [seen.exposed, said.exposedHeaders] : null),
  // WebKitGTK prints nothing, or half, of what a worker's calls lead to.
  // A line is known to belong to a call by its URL.
  console: (seen, said, { request }, engine) => (seen.verdict === 'blocked' && said.verdict === 'blocked' && /\/x\//.test(request.url) && !(engine === 'webkit' && request.client === 'worker')
    ? [seen.console.filter(isAboutCors).map((line) => pageAsOrigin(line, request)), said.console.filter(isAboutCors)] : null),
}

/** Of a sequence: how each call ended, and whether it was preflighted. */
function compareSteps(engine, seen, report) {
  const did = seen.steps.map((step) => [step.verdict, step.requests.some(isPreflight)])
  const says = report.sequence?.map(({ engines }) => [engines[engine].verdict, engines[engine].preflightSent])
  return { property: 'sequence', did, says, agrees: JSON.stringify(did) === JSON.stringify(says) }
}

/**
 * What of one exchange was compared for an engine.
 * @returns {{property: string, did: unknown, says: unknown, agrees: boolean}[]}
 */
export function compareOne(engine, { exchange, observed }, report) {
  const seen = observed[engine]
  if (exchange.sequence) return [compareSteps(engine, seen, report)]
  const said = report.engines?.[engine]
  if (!said) return [{ property: 'verdict', did: seen.verdict, says: report.error, agrees: false }]
  return Object.entries(properties).flatMap(([property, pairOf]) => {
    const pair = pairOf(seen, said, exchange, engine)
    if (!pair) return []
    const [did, says] = pair
    return [{ property, did, says, agrees: JSON.stringify(did) === JSON.stringify(says) }]
  })
}

const sizeOf = ({ exchange }) => JSON.stringify(exchange).length

/**
 * All that was compared for an engine.
 * @returns {{compared: Object<string, number>, disagreements: {property: string, did: unknown, says: unknown,
 *           exchange: object, requests: object[]}[]}} by property how many; the disagreements, smallest exchange first
 */
export function compare(engine, recorded, reports) {
  const compared = {}
  const disagreements = []
  recorded.forEach((one, index) => {
    if (!one.observed[engine]) return
    for (const { property, did, says, agrees } of compareOne(engine, one, reports[index])) {
      compared[property] = (compared[property] ?? 0) + 1
      if (!agrees) disagreements.push({ property, did, says, exchange: one.exchange, requests: one.observed[engine].requests ?? one.observed[engine].steps })
    }
  })
  return { compared, disagreements: disagreements.sort((a, b) => sizeOf(a) - sizeOf(b)) }
}
