// How long each browser keeps the answer to the preflight, as a small timeline on a scale of powers.
import type { Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { browsers, section } from './prose'

const ticks = [1, 5, 60, 600, 7200, 86400]
const width = 520
const left = 84
const row = 30
/** A day is the longest that any browser keeps it. */
const x = (seconds: number) => left + ((width - left - 40) * Math.log(1 + Math.min(seconds, 86400))) / Math.log(86401)

export function cache(report: Report): Element | null {
  const kept = browsers.map((engine) => report.engines[engine]?.preflightMaxAge)
  if (kept.every((one) => one === undefined)) return null
  const said = (seconds: number | undefined) => (seconds ? strings.seconds(seconds) : strings.cacheNone)
  const height = browsers.length * row + 26
  return section(strings.cache, { class: 'cache' },
    h('p', { class: 'hint' }, strings.cacheHint),
    h('ul', { class: 'visually-hidden' }, browsers.map((engine, index) => h('li', {}, `${strings.engineNames[engine]}: ${said(kept[index])}`))),
    h('svg', { viewBox: `0 0 ${width} ${height}`, class: 'timeline', 'aria-hidden': 'true' },
      ticks.map((seconds) => h('g', {},
        h('line', { class: 'tick', x1: String(x(seconds)), x2: String(x(seconds)), y1: '0', y2: String(height - 18) }),
        h('text', { class: 'tick-name', x: String(x(seconds)), y: String(height - 4), 'text-anchor': 'middle' }, strings.seconds(seconds)))),
      browsers.map((engine, index) => {
        const y = index * row + 6
        const seconds = kept[index] ?? 0
        return h('g', {},
          h('text', { class: 'lane', x: '0', y: String(y + 13) }, strings.engineNames[engine]),
          h('rect', { class: 'bar', x: String(left), y: String(y), width: String(Math.max(2, x(seconds) - left)), height: '18', rx: '3' }),
          h('text', { class: 'bar-name', x: String(left + 8), y: String(y + 13) }, seconds ? strings.seconds(seconds) : ''))
      })))
}
