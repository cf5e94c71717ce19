// The fix: what to change, for the reader's server the config itself, what proves it, and how to see that it works.
import type { Finding, PrintedConfig, Remedy } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { advice, copyable, ended, linked, prose, segments, select, sentence } from './prose'

declare const PLATFORMS: { name: string; label: string }[]

/** Offered at once; the rest is in the list. */
const common = ['nginx', 'apache', 'express', 'spring-boot', 'fastapi', 'django', 'aspnet-core', 's3']

/** The reader's server: the common ones at once, all others in the list. */
function chooser(chosen: string): Element {
  const isCommon = common.includes(chosen)
  return h('div', { class: 'chooser' },
    segments('platform', strings.server, PLATFORMS.filter((one) => common.includes(one.name)).map((one): [string, string] =>
      [one.name, one.label.replace(/ \(.*| 4 and 5| httpd.*| and .*|^Amazon /g, '')]), chosen, { 'data-platform': '' }),
    select({ 'data-platform': '', 'aria-label': `${strings.server}, ${strings.choose}`, ...(isCommon ? {} : { 'data-chosen': '' }) },
      [['', strings.choose], ...PLATFORMS.filter((one) => !common.includes(one.name)).map((one): [string, string] => [one.name, one.label])], isCommon ? '' : chosen))
}

const labelOf = (name: string) => PLATFORMS.find((one) => one.name === name)?.label ?? name

function config(printed: PrintedConfig): Element {
  const isLink = printed.version.startsWith('https://')
  return h('div', { class: 'config' },
    chooser(printed.platform),
    copyable(printed.text, [h('b', {}, labelOf(printed.platform)),
      h('span', { class: 'evidence', 'data-evidence': printed.evidence }, h('span', { 'aria-hidden': 'true' }, printed.evidence === 'proven' ? '✓ ' : ''),
        strings.evidences[printed.evidence], ' ',
        isLink ? linked(printed.version) : printed.version)], printed.platform),
    printed.recognizedBy !== '' && h('p', { class: 'hint' }, strings.recognizedBy, ' ', h('code', {}, printed.recognizedBy.replace(/:$/, ''))),
    printed.notes.length > 0 && h('details', {}, h('summary', {}, strings.traps), h('ul', { class: 'notes' }, printed.notes.map((note) => h('li', {}, ...linked(note))))))
}

/** `curl … must …` and where to look in the browser, apart. */
function verify(text: string): Element[] {
  const found = /^(curl .+?) (must .+)$/s.exec(text)
  if (!found) return [h('p', {}, ...prose(ended(sentence(text))))]
  return [copyable(found[1] ?? ''), h('p', {}, ...prose(ended(sentence(found[2] ?? ''))))]
}

function remedy(one: Remedy, index: number): Element {
  const names = one.passesIn.map((engine) => strings.engineNames[engine]).join(', ')
  return h('li', { class: 'remedy' },
    h('p', { class: 'intent' }, index > 0 && h('b', {}, strings.orChange, ': '), ...prose(ended(index > 0 ? one.intent : sentence(one.intent)))),
    one.applicability === 'needs-review' && one.configs.length > 0 && h('p', { class: 'hint' }, strings.review),
    one.applicability === 'has-placeholders' && one.configs.length > 0 && h('p', { class: 'hint' }, strings.placeholders),
    one.configs.slice(0, 1).map(config),
    names !== '' && h('p', { class: 'tried' }, strings.passesIn(names)),
    h('details', {}, h('summary', {}, strings.verify), verify(one.verify)))
}

export function explainLink(finding: Finding, pages: string | null): Element | null {
  return pages === null ? null : h('a', { href: `${pages}codes/${finding.name}.html` }, strings.explain)
}

export function fix(finding: Finding, pages: string | null): Element | null {
  if (finding.help === '' && finding.remedies.length === 0) return null
  return h('section', { class: 'fix', part: 'fix' },
    h('h3', {}, finding.name === 'no-error' ? strings.stillFails : strings.fix),
    finding.help !== '' && h('div', { class: 'help' }, advice(finding.help)),
    finding.remedies.length > 0 && h('ol', { class: 'remedies' }, finding.remedies.map(remedy)),
    finding.notes.length > 0 && h('div', { class: 'why' }, finding.notes.map(advice)),
    h('p', { class: 'more' }, explainLink(finding, pages), ' ', h('span', { class: 'code' }, `${finding.code} ${finding.cause}`)))
}
