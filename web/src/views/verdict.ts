// The answer: one sentence, and what each browser makes of it.
import type { EngineName, EngineReport, Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { browsers, prose, worst, sentence } from './prose'

function chip(engine: EngineName, report: EngineReport): Element {
  return h('li', { class: 'chip', 'data-verdict': report.verdict, title: `${report.label}, ${report.version}` },
    h('span', { class: 'disc', 'aria-hidden': 'true' }, strings.icons[report.verdict]),
    h('span', {}, h('b', {}, strings.engineNames[engine]), ' ', strings.verdicts[report.verdict]))
}

export function verdict(report: Report): Element {
  const [, lead = '', rest = report.summary] = /^([^:`]{3,60}): (.+)$/s.exec(report.summary) ?? []
  const kind = worst(report)
  return h('div', { class: 'verdict', part: 'verdict', 'data-verdict': kind },
    h('h2', { id: 'verdict', tabindex: '-1' },
      lead !== '' && h('span', { class: 'verdict-lead' }, h('span', { class: 'disc', 'aria-hidden': 'true' }, strings.icons[kind]), h('span', {}, lead), h('span', { class: 'visually-hidden' }, ': ')),
      h('span', { class: 'verdict-say', 'data-long': rest.length > 110 ? '' : false }, ...prose(sentence(rest)))),
    h('ul', { class: 'chips', 'aria-label': strings.browsers },
      browsers.map((engine) => report.engines[engine] && chip(engine, report.engines[engine]))))
}
