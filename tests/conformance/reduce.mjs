// Makes an exchange as small as it gets while whycors and the browser still disagree about it.

const without = (list, index) => list.filter((_, at) => at !== index)
const withoutEach = (list) => list.map((_, index) => without(list, index))

/** Header rows with one row less, or one element of a list less; and none at all. */
function* fewerHeaders(rows) {
  if (rows.length > 1) yield []
  yield* withoutEach(rows)
  for (const [index, [name, value]] of rows.entries()) {
    const parts = value.split(',')
    if (parts.length < 2) continue
    for (const fewer of withoutEach(parts)) yield rows.with(index, [name, fewer.join(',').trim()])
  }
}

function* simplerAnswer(answer, status) {
  if (!answer || answer.error) return
  for (const headers of fewerHeaders(answer.headers)) yield { ...answer, headers }
  if (answer.status !== status) yield { ...answer, status }
}

function* simplerAnswers(answers) {
  for (const preflight of simplerAnswer(answers.preflight, 204)) yield { ...answers, preflight }
  for (const response of simplerAnswer(answers.response, 200)) yield { ...answers, response }
}

function* simplerRequest(request) {
  for (const name of Object.keys(request)) {
    if (['url', 'origin', 'method', 'headers'].includes(name)) continue
    const { [name]: _, ...rest } = request
    yield rest
  }
  if (request.method !== 'GET') {
    const { body: _, bodyType: __, ...rest } = request
    yield { ...rest, method: 'GET' }
  }
  for (const headers of fewerHeaders(request.headers)) yield { ...request, headers }
}

/** The exchange without its last redirect: the answer before becomes the final one. */
function withoutLastHop({ hops, ...exchange }) {
  const ending = (response) => (response.error ? response : {
    status: response.status >= 300 && response.status < 400 ? 200 : response.status,
    headers: response.headers.filter(([name]) => name.toLowerCase() !== 'location'),
  })
  const kept = hops.slice(0, -1)
  if (!kept.length) return { ...exchange, response: ending(exchange.response) }
  return { ...exchange, hops: kept.with(-1, { ...kept.at(-1), response: ending(kept.at(-1).response) }) }
}

/** A sequence with one call less, or one call that is simpler. */
function* simplerSequence({ sequence, ...rest }) {
  if (sequence.length > 1) for (const fewer of withoutEach(sequence)) yield { ...rest, sequence: fewer }
  for (const [index, step] of sequence.entries())
    for (const exchange of simpler(step.exchange)) yield { ...rest, sequence: sequence.with(index, { ...step, exchange }) }
}

/** Every exchange that is one step simpler. */
export function* simpler(exchange) {
  if (exchange.sequence) {
    yield* simplerSequence(exchange)
    return
  }
  if (exchange.hops) yield withoutLastHop(exchange)
  for (const request of simplerRequest(exchange.request)) yield { ...exchange, request }
  yield* simplerAnswers(exchange)
  for (const [index, hop] of (exchange.hops ?? []).entries())
    for (const answers of simplerAnswers(hop)) yield { ...exchange, hops: exchange.hops.with(index, answers) }
}

/** The same exchange under another id, which is part of its URLs too. */
export function renamed(exchange, id) {
  return { ...JSON.parse(JSON.stringify(exchange).replaceAll(`/x/${exchange.id}/`, `/x/${id}/`)), id }
}

const sizeOf = (exchange) => JSON.stringify(renamed(exchange, '')).length

/**
 * Reduces exchanges together, all their simpler forms in one run at a time.
 * @param {object[]} exchanges
 * @param {(tries: {index: number, exchange: object}[]) => Promise<boolean[]>} disagree  whether each try, made from the
 *        exchange at that index, shows the disagreement that the exchange is here for
 * @returns {Promise<{exchange: object, isRepeatable: boolean}[]>} what does not show again is given back as it is
 */
export async function reduce(exchanges, disagree) {
  const states = exchanges.map((exchange) => ({ exchange, isRepeatable: true, isMinimal: false }))
  for (let round = 0; states.some(({ isMinimal }) => !isMinimal); ++round) {
    const tries = states.flatMap(({ exchange, isMinimal }, index) => {
      if (isMinimal) return []
      const forms = round === 0 ? [exchange] : [...simpler(exchange)]
      return forms.map((form, at) => ({ index, exchange: renamed(form, `r${round}e${index}f${at}`) }))
    })
    const answers = tries.length ? await disagree(tries) : []
    states.forEach((state, index) => {
      if (state.isMinimal) return
      const [smallest] = tries.filter((one, at) => one.index === index && answers[at])
        .map((one) => one.exchange).sort((a, b) => sizeOf(a) - sizeOf(b))
      if (smallest) state.exchange = smallest
      else state.isMinimal = true
      if (round === 0) state.isRepeatable = Boolean(smallest)
    })
  }
  return states.map(({ exchange, isRepeatable }) => ({ exchange, isRepeatable }))
}
