// report -> the whole answer, in the order in which it is seen.
import type { Report } from 'whycors'

import { h, type Element } from '../node'
import { advised, also } from './also'
import { blocks } from './blocks'
import { cache } from './cache'
import { assumed } from './facts'
import { fix } from './fix'
import { keep } from './keep'
import { matrix } from './matrix'
import { proof } from './proof'
import { steps } from './steps'
import { happened } from './story'
import { next } from './unsure'
import { isUnread, verdict } from './verdict'

/** `text` is what the report is of; `pages` is where the explain pages are, null when there are none. */
export function diagnosis(report: Report, text: string, pages: string | null): Element {
  const leading = report.findings[0]
  // A text of which nothing is understood has no story, and rests on nothing.
  if (leading && isUnread(report)) return h('div', { class: 'diagnosis', 'data-cause': report.cause }, verdict(report), next(leading, pages, { isUnread: true }))
  return h('div', { class: 'diagnosis', 'data-cause': report.cause },
    verdict(report),
    leading && proof(leading, text),
    leading && (leading.name === 'insufficient-input' ? [advised(report, pages), next(leading, pages)] : fix(leading, pages, report)),
    keep(),
    happened(report), assumed(report), blocks(report, text), also(report, pages), matrix(report), cache(report), steps(report))
}
