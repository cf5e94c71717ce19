// The fix: what to change, for the reader's server the config itself, what proves it, and how to see that it works.
import type { Finding, PrintedConfig, Remedy, Report } from 'whycors'

import { h, type Element, type Node } from '../node'
import { strings } from '../strings'
import { advice, browsers, copyable, ended, linked, prose, segments, select, sentence, worst } from './prose'

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

/** The config, with the lines set apart that hold `subject`, the header or method that is the matter. */
function lines(text: string, subject: string): Node[] {
  if (!/^[a-z][\w-]{3,}$/i.test(subject)) return [text]
  const about = (line: string) => line.toLowerCase().includes(subject.toLowerCase())
  return text.split(/(\n\s*)/).map((line) => (about(line) ? h('mark', {}, line) : line))
}

function config(printed: PrintedConfig, subject: string): Element {
  const isLink = printed.version.startsWith('https://')
  return h('div', { class: 'config' },
    chooser(printed.platform),
    copyable(lines(printed.text, subject), [h('b', {}, labelOf(printed.platform)),
      h('span', { class: 'evidence', 'data-evidence': printed.evidence }, h('span', { 'aria-hidden': 'true' }, printed.evidence === 'proven' ? '✓ ' : ''),
        strings.evidences[printed.evidence], ' ',
        isLink ? linked(printed.version) : printed.version)], printed.platform),
    printed.recognizedBy !== '' && h('p', { class: 'hint' }, strings.recognizedBy, ' ', h('code', {}, printed.recognizedBy.replace(/:$/, ''))))
}

/** `curl … must …` and where to look in the browser, apart. */
function verify(text: string): Element[] {
  const found = /^(curl .+?) (must .+)$/s.exec(text)
  if (!found) return [h('p', {}, ...prose(ended(sentence(text))))]
  return [copyable(found[1] ?? ''), h('p', {}, ...prose(ended(sentence(found[2] ?? ''))))]
}

function remedy(one: Remedy, index: number, subject: string): Element {
  const passes = browsers.filter((engine) => one.passesIn.includes(engine)).map((engine) => strings.engineNames[engine])
  const traps = one.configs[0]?.notes ?? []
  return h('li', { class: 'remedy' },
    h('p', { class: 'intent' }, index > 0 && h('b', {}, strings.orChange, ': '), ...prose(ended(index > 0 ? one.intent : sentence(one.intent)))),
    one.applicability === 'needs-review' && one.configs.length > 0 && h('p', { class: 'hint' }, strings.review),
    one.applicability === 'has-placeholders' && one.configs.length > 0 && h('p', { class: 'hint' }, strings.placeholders),
    one.configs.slice(0, 1).map((printed) => config(printed, subject)),
    passes.length > 0 && h('p', { class: 'tried' }, strings.passesIn(passes.length === browsers.length ? strings.allBrowsers : passes.join(', '))),
    traps.length > 0 && h('details', {}, h('summary', {}, strings.traps), h('ul', { class: 'notes' }, traps.map((note) => h('li', {}, ...linked(note))))),
    h('details', {}, h('summary', {}, strings.verify), verify(one.verify)))
}

export function explainLink(finding: Finding, pages: string | null): Element | null {
  return pages === null ? null : h('a', { href: `${pages}codes/${finding.name}.html` }, strings.explain)
}

export function fix(finding: Finding, pages: string | null, report: Report): Element | null {
  if (finding.help === '' && finding.remedies.length === 0) return null
  return h('section', { class: 'fix', part: 'fix' },
    h('h3', {}, finding.name !== 'no-error' ? strings.fix : worst(report) === 'undetermined' ? strings.next : strings.stillFails),
    finding.help !== '' && h('div', { class: 'help' }, advice(finding.help)),
    finding.remedies.length > 0 && h('ol', { class: 'remedies' }, finding.remedies.map((one, index) => remedy(one, index, finding.cause.split(':')[1] ?? ''))),
    finding.notes.length > 0 && h('div', { class: 'why' }, finding.notes.map(advice)),
    h('p', { class: 'more' }, explainLink(finding, pages), ' ', h('span', { class: 'code' }, `${finding.code} ${finding.cause}`)))
}
