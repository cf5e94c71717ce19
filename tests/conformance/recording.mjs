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
