// The answer: one sentence, and what each browser makes of it.
import type { EngineName, EngineReport, Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { browsers, ended, prose, worst, sentence } from './prose'

/** Of a text of which nothing is understood. */
export const isUnread = (report: Report) => report.findings[0]?.name === 'insufficient-input' && report.blocks.length === 0

export interface Told { kind: keyof typeof strings.icons; lead: string; say: string }

/** How it stands, and the sentence. */
export function told(report: Report): Told {
  const [, lead = '', say = report.summary] = /^([^:`]{3,60}): (.+)$/s.exec(report.summary) ?? []
  const kind = worst(report)
  const [leading] = report.findings
  if (isUnread(report)) return { kind, lead, say: strings.unread }
  if (kind === 'allowed' && leading && leading.severity !== 'note') return { kind: 'but', lead, say }
  return { kind, lead, say }
}

function chip(engine: EngineName, report: EngineReport): Element {
  return h('li', { class: 'chip', 'data-verdict': report.verdict, title: `${report.label}, ${report.version}` },
    h('span', { class: 'disc', 'aria-hidden': 'true' }, strings.icons[report.verdict]),
    h('span', {}, h('b', {}, strings.engineNames[engine]), ' ', strings.verdicts[report.verdict]))
}

/** In what the browsers leave the standard here. */
export function quirks(report: Report): Element | false {
  const all = browsers.flatMap((engine) => (report.engines[engine]?.quirks ?? []).map((quirk) => h('li', {}, h('b', {}, strings.engineNames[engine]), ': ', ...prose(ended(quirk)))))
  return all.length > 0 && h('ul', { class: 'notes' }, all)
}

/** Whether one may do what another may not: then what is the browsers' own is a part of the answer. */
export const differ = (report: Report) => new Set(browsers.map((engine) => report.engines[engine]?.verdict)).size > 1

export function verdict(report: Report): Element {
  const { kind, lead, say } = told(report)
  return h('div', { class: 'verdict', part: 'verdict', 'data-verdict': kind },
    h('h2', { id: 'verdict', tabindex: '-1' },
      lead !== '' && h('span', { class: 'verdict-lead' }, h('span', { class: 'disc', 'aria-hidden': 'true' }, strings.icons[kind]), h('span', {}, lead), h('span', { class: 'visually-hidden' }, ': ')),
      h('span', { class: 'verdict-say', 'data-long': say.length > 110 ? '' : false }, ...prose(sentence(say)))),
    !isUnread(report) && h('ul', { class: 'chips', 'aria-label': strings.browsers },
      browsers.map((engine) => report.engines[engine] && chip(engine, report.engines[engine]))),
    differ(report) && quirks(report))
}
