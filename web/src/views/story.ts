// What happened, hop by hop: an ordered list, and the same as a sequence diagram beside it.
import type { EngineName, Event, Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { ended, prose, section, visible } from './prose'

const hostOf = (url: string | undefined) => {
  try {
    return new URL(url ?? '').host
  } catch {
    return ''
  }
}
const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

interface Arrow { from: number; to: number; label: string; result: string }

const first = 36
const apart = 132
const row = 40

/** Pictures only what the list says in words, so it is hidden from those who are read to. */
function diagram(report: Report): Element {
  const hosts = [...new Set(report.events.flatMap((event) => (event.url ? [hostOf(event.url)] : [])))]
  if (hosts.length === 0) hosts.push('')
  const lane = (index: number) => first + index * apart
  const fact = (name: string) => report.facts.find((one) => one.name === name)?.value ?? ''
  const ofBrowser = report.engines[report.eventsOf as EngineName]
  let server = 0
  const arrows: Arrow[] = [{ from: 0, to: 1, label: `${strings.diagram.call} ${short(fact('method'), 10)}`, result: 'passed' }]
  const isKnown = (event: Event) => event.result !== 'unknown'
  for (const event of report.events) {
    if (event.actor === 'browser' && event.method) {
      server = Math.max(0, hosts.indexOf(hostOf(event.url)))
      arrows.push({ from: 1, to: 2 + server, label: short(event.method, 16), result: event.result })
    } else if (event.actor === 'server') {
      arrows.push({ from: 2 + server, to: 1, label: isKnown(event) ? String(event.status ?? '✕') : strings.diagram.unknown, result: event.result })
    } else if (event.actor === 'page') {
      if (ofBrowser?.verdict === 'blocked' && ofBrowser.preflightSent && !ofBrowser.actualSent)
        arrows.push({ from: 1, to: 2, label: `${short(fact('method'), 10)}: ${strings.diagram.neverSent}`, result: 'never' })
      arrows.push({ from: 1, to: 0, label: event.result === 'failed' ? strings.diagram.error : event.status ? String(event.status) : '✓', result: event.result })
    }
  }
  const stop = arrows.findIndex((arrow) => arrow.result === 'failed')
  const width = lane(1 + hosts.length) + 60
  const height = 44 + arrows.length * row
  const lanes = [strings.actors.page, strings.actors.browser, ...hosts.map((host) => short(host || strings.actors.server, 20))]
  return h('svg', { viewBox: `0 0 ${width} ${height}`, class: 'diagram', 'aria-hidden': 'true', 'data-lanes': String(lanes.length) },
    lanes.map((name, index) => h('g', {},
      h('text', { x: String(lane(index)), y: '14', 'text-anchor': 'middle', class: 'lane' }, name),
      h('line', { x1: String(lane(index)), y1: '24', x2: String(lane(index)), y2: String(height - 4), class: 'lifeline' }))),
    arrows.map(({ from, to, label, result }, index) => {
      const y = 56 + index * row
      const [x1, x2] = [lane(from), lane(to)]
      const back = x2 > x1 ? -1 : 1
      const end = result === 'never' ? (x1 + x2) / 2 + 34 : x2
      return h('g', { class: 'arrow', 'data-result': result },
        h('line', { x1: String(x1), y1: String(y), x2: String(end), y2: String(y) }),
        result !== 'never' && h('path', { class: 'head', d: `M${x2} ${y} l${back * 8} -4.5 v9 z` }),
        index === stop && h('circle', { cx: String(lane(1)), cy: String(y), r: '8', class: 'stop' }),
        index === stop && h('path', { d: `M${lane(1) - 3} ${y - 3} l6 6 m0 -6 l-6 6`, class: 'cross' }),
        h('text', { x: String((Math.min(x1, x2) + Math.min(x1, x2) + apart) / 2), y: String(y - 7), 'text-anchor': 'middle' }, label))
    }))
}

export function happened(report: Report): Element {
  const actor = (name: string) => strings.actors[name as keyof typeof strings.actors] ?? name
  return section([strings.happened, ' ', h('span', { class: 'aside' }, strings.inEngine(strings.engineNames[report.eventsOf as EngineName]))], { class: 'happened' },
    h('div', { class: 'beside' },
      h('ol', { class: 'events' }, report.events.map((event) => h('li', { 'data-result': event.result },
        h('p', {}, h('b', {}, actor(event.actor)), ' ', ...prose(ended(event.text)),
          event.start !== undefined && [' ', h('button', { type: 'button', class: 'link', 'data-select': `${event.start},${event.end}`, 'aria-label': `${strings.showInText}: ${event.text}` }, strings.showInText)]),
        event.method && event.url ? h('p', { class: 'wire' }, ...visible(`${event.method} ${event.url}`)) : null))),
      diagram(report)))
}
