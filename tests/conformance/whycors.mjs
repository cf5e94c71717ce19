// Asks the command line what it says of exchanges.
import { spawnSync } from 'node:child_process'

/** @returns the reports, one for each exchange, in their order */
export function reportsOf(cli, exchanges) {
  const input = exchanges.map((exchange) => JSON.stringify(exchange)).join('\n') + '\n'
  const { status, stdout, stderr, error } = spawnSync(cli, ['batch'], { input, maxBuffer: 1 << 30 })
  if (error || status === null) throw new Error(`${cli} batch could not be run: ${error?.message ?? stderr}`)
  const reports = stdout.toString().trim().split('\n').map((line) => JSON.parse(line))
  if (reports.length !== exchanges.length) throw new Error(`${cli} batch gave ${reports.length} reports for ${exchanges.length} exchanges: ${stderr}`)
  return reports
}

/** A sequence with the times at which its calls began in an engine: a busy machine is late. */
export function asItRan({ exchange, observed }, engine) {
  const steps = observed[engine]?.steps
  return steps ? { ...exchange, sequence: exchange.sequence.map((one, index) => ({ ...one, at: steps[index].at ?? one.at })) } : exchange
}
