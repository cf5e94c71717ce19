// Findings beside the leading one, by category.
import type { Finding, Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { ended, prose, section, sentence } from './prose'
import { explainLink } from './fix'

function one(finding: Finding, pages: string | null): Element {
  return h('li', { class: 'finding', 'data-severity': finding.severity },
    h('p', {}, h('span', { class: 'severity' }, strings.severities[finding.severity]), ' ', ...prose(ended(sentence(finding.message)))),
    finding.help !== '' && h('p', { class: 'hint' }, ...prose(ended(sentence(finding.help)))),
    h('p', { class: 'more' }, explainLink(finding, pages), ' ', h('span', { class: 'code' }, `${finding.code} ${finding.cause}`),
      finding.labels[0] && [' ', h('button', { type: 'button', class: 'link', 'data-select': `${finding.labels[0].start},${finding.labels[0].end}`, 'aria-label': `${strings.showInText}: ${finding.message}` }, strings.showInText)]))
}

const isAboutAdvice = ({ name }: Finding) => name.startsWith('advice-')

/** Where nothing else can be told: what there is to say of advice that the text asks about. */
export function advised(report: Report, pages: string | null): Element | null {
  const found = report.findings.filter(isAboutAdvice)
  return found.length === 0 ? null : section(strings.advised, { class: 'also' }, h('ul', {}, found.map((finding) => one(finding, pages))))
}

export function also(report: Report, pages: string | null): Element | null {
  const isOpen = report.findings[0]?.name === 'insufficient-input'
  const rest = report.findings.slice(1).filter((finding) => !(isOpen && isAboutAdvice(finding)))
  if (rest.length === 0) return null
  const categories = Object.keys(strings.categories) as Finding['category'][]
  return section(strings.also, { class: 'also' }, categories.map((category) => {
    const found = rest.filter((finding) => finding.category === category)
    return found.length > 0 && h('div', { class: 'category' }, h('h4', {}, strings.categories[category]), h('ul', {}, found.map((finding) => one(finding, pages))))
  }))
}
