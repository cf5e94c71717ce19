// Recordings: a head line with the versions of the engines, then a line for each exchange.
import fs from 'node:fs'

const linesOf = (file) => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))

/** @returns {{versions: Object<string, string>, recorded: {exchange: object, observed: object}[]}} */
export function readRecording(file) {
  const [{ versions }, ...recorded] = linesOf(file)
  return { versions, recorded }
}

export function writeRecording(file, head, recorded) {
  fs.writeFileSync(file, [{ recording: 1, ...head }, ...recorded].map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** Exchanges, one a line. */
export const readExchanges = linesOf

/** What of an observation the replay compares. */
export function compact(seen) {
  if (seen.steps) return { verdict: seen.verdict, steps: seen.steps.map(({ at, verdict, requests }) => [Math.round(at * 1000) / 1000, verdict, requests.some((one) => one.requestMethod !== undefined)]) }
  const wire = seen.requests.map((one) => (one.requestMethod === undefined
    ? [one.method, one.origin ?? ''] : ['OPTIONS', one.origin ?? '', one.requestMethod, one.requestHeaders ?? '']))
  return { verdict: seen.verdict, wire, exposed: seen.exposed ?? [], console: seen.console }
}

/** A head of hundreds of kilobytes is kept as its length. */
export function folded(exchange) {
  return JSON.parse(JSON.stringify(exchange), (_, value) => (Array.isArray(value) && typeof value[1] === 'string' && /^(.)\1{2000,}$/s.test(value[1]) ? [value[0], { repeat: value[1][0], times: value[1].length }] : value))
}

/** The exchange whose long values `folded` shortened. */
export const unfolded = (exchange) => JSON.parse(JSON.stringify(exchange), (_, value) => (typeof value?.repeat === 'string' ? value.repeat.repeat(value.times) : value))
