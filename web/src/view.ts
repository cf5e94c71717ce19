// report -> page: pure functions, one a part of the screen, in the order in which they are seen.
import type { EngineName, EngineReport, Event, Finding, Label, PrintedConfig, Remedy, Report } from 'whycors'

import { h, type Element, type Node } from './node'
import { strings } from './strings'

const browsers: EngineName[] = ['chromium', 'gecko', 'webkit']

/** Text in which `code` is set apart. */
export function prose(text: string): Node[] {
  return text.split('`').map((part, index) => (index % 2 ? h('code', {}, part) : part)).filter((part) => part !== '')
}

function chip(engine: EngineName, report: EngineReport): Element {
  const name = strings.engineNames[engine]
  return h('li', { class: 'chip', 'data-verdict': report.verdict, title: `${report.label}, ${report.version}` },
    h('span', { class: 'chip-icon', 'aria-hidden': 'true' }, strings.icons[report.verdict]),
    h('span', {}, h('b', {}, name), ' ', strings.verdicts[report.verdict]))
}

function worst(report: Report): EngineReport['verdict'] {
  const verdicts = browsers.flatMap((engine) => report.engines[engine]?.verdict ?? [])
  return (['blocked', 'undetermined', 'opaque'] as const).find((one) => verdicts.includes(one)) ?? 'allowed'
}

export function verdict(report: Report): Element {
  return h('div', { class: 'verdict', 'data-verdict': worst(report) },
    h('h2', { id: 'verdict', tabindex: '-1' }, ...prose(report.summary)),
    h('ul', { class: 'chips', 'aria-label': strings.browsers },
      browsers.map((engine) => report.engines[engine] && chip(engine, report.engines[engine]))))
}

interface QuotedLine { number: number; text: string; start: number }

function lineAt(text: string, offset: number): QuotedLine {
  const before = text.slice(0, offset)
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  const rest = text.slice(start)
  const end = rest.search(/[\r\n]/)
  return { number: before.split(/\r\n|\r|\n/).length, text: end < 0 ? rest : rest.slice(0, end), start }
}

function quoted(label: Label, text: string): Element {
  const line = lineAt(text, label.start)
  const from = label.start - line.start
  const to = Math.min(label.end - line.start, line.text.length)
  const kind = label.primary ? 'primary' : 'secondary'
  if (label.ghost !== undefined)
    return h('div', { class: 'quote', 'data-kind': kind },
      h('div', { class: 'quote-line' }, h('span', { class: 'quote-number' }, String(line.number)), h('span', {}, line.text)),
      h('div', { class: 'quote-line ghost' }, h('span', { class: 'quote-number', 'aria-hidden': 'true' }, '+'), h('ins', {}, label.ghost)),
      h('p', { class: 'quote-label' }, ...prose(label.text)))
  return h('div', { class: 'quote', 'data-kind': kind },
    h('div', { class: 'quote-line' }, h('span', { class: 'quote-number' }, String(line.number)),
      h('span', {}, line.text.slice(0, from), h('mark', {}, line.text.slice(from, to)), line.text.slice(to))),
    h('p', { class: 'quote-label' }, ...prose(label.text)))
}

function proof(finding: Finding, text: string): Element | null {
  if (finding.labels.length === 0 || text === '') return null
  return h('section', { class: 'proof', 'aria-label': strings.proof },
    h('h3', {}, strings.proof), finding.labels.map((label) => quoted(label, text)))
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function config(printed: PrintedConfig): Element {
  const isLink = printed.version.startsWith('https://')
  return h('div', { class: 'config' },
    h('p', { class: 'config-head' }, h('b', {}, printed.platform), ' ',
      h('span', { class: 'evidence', 'data-evidence': printed.evidence }, strings.evidences[printed.evidence], ' ',
        isLink ? h('a', { href: printed.version, rel: 'noreferrer' }, new URL(printed.version).hostname) : printed.version),
      h('button', { type: 'button', class: 'quiet', 'data-copy': printed.text }, strings.copy)),
    h('pre', { tabindex: '0' }, printed.text),
    printed.notes.length > 0 && h('details', {}, h('summary', {}, strings.traps), h('ul', { class: 'notes' }, printed.notes.map((note) => h('li', {}, ...prose(note))))))
}

function remedy(one: Remedy, index: number): Element {
  const names = one.passesIn.map((engine) => strings.engineNames[engine]).join(', ')
  const command = /^(curl .+?') must /.exec(one.verify)?.[1]
  return h('li', { class: 'remedy' },
    h('p', {}, index > 0 && h('span', { class: 'hint' }, strings.orChange, ': '), ...prose(sentence(one.intent)), '.'),
    names !== '' && h('p', { class: 'tried' }, strings.passesIn(names), '.'),
    one.applicability === 'has-placeholders' && one.configs.length > 0 && h('p', { class: 'hint' }, strings.placeholders),
    one.configs.map(config),
    h('details', {}, h('summary', {}, strings.verify), h('p', {}, ...prose(sentence(one.verify)), '.'),
      command && h('button', { type: 'button', class: 'quiet', 'data-copy': command }, strings.copy)))
}

function fix(finding: Finding): Element | null {
  if (finding.help === '') return null
  const command = /`(curl [^`]+)`/.exec(finding.help)?.[1]
  const hasConfig = finding.remedies.some((one) => one.configs.length > 0)
  const isOfServer = finding.remedies.some((one) => one.verify.startsWith('curl '))
  return h('section', { class: 'fix' },
    h('h3', {}, strings.fix),
    h('p', {}, ...prose(sentence(finding.help)), '.'),
    command && h('button', { type: 'button', class: 'quiet', 'data-copy': command }, strings.copy),
    finding.notes.length > 0 && h('ul', { class: 'notes' }, finding.notes.map((note) => h('li', {}, ...prose(note)))),
    isOfServer && !hasConfig && h('p', { class: 'hint' }, strings.chooseServer),
    finding.remedies.length > 0 && h('ol', { class: 'remedies' }, finding.remedies.map(remedy)),
    h('p', { class: 'more' }, h('a', { href: `codes/${finding.name}.html` }, `${strings.explain}: ${finding.cause}`)))
}

/** The sequence of messages as a picture; the list beside it says the same in words. */
function diagram(events: Event[]): Element {
  const lanes: Record<string, number> = { page: 30, browser: 150, server: 270 }
  const step = 34
  const height = 40 + events.length * step
  const arrows = events.map((event, index) => {
    const y = 54 + index * step
    const [from, to] = event.actor === 'browser' ? [lanes.browser!, lanes.server!] : event.actor === 'server' ? [lanes.server!, lanes.browser!] : [lanes.browser!, lanes.page!]
    const sign = to > from ? -1 : 1
    return h('g', { class: 'arrow', 'data-result': event.result },
      h('line', { x1: String(from), y1: String(y), x2: String(to), y2: String(y) }),
      h('path', { d: `M${to} ${y} l${sign * 7} -4 v8 z` }),
      h('text', { x: String((from + to) / 2), y: String(y - 6), 'text-anchor': 'middle' },
        event.method ?? (event.status ? String(event.status) : event.result === 'failed' ? '✕' : event.result === 'unknown' ? '?' : '✓')))
  })
  return h('svg', { viewBox: `0 0 300 ${height}`, class: 'diagram', 'aria-hidden': 'true' },
    Object.entries(lanes).map(([name, x]) => h('g', {},
      h('text', { x: String(x), y: '16', 'text-anchor': 'middle', class: 'lane' }, name),
      h('line', { x1: String(x), y1: '24', x2: String(x), y2: String(height), class: 'lifeline' }))),
    arrows)
}

function happened(report: Report): Element {
  return h('section', { class: 'panel happened' },
    h('h3', {}, strings.happened, ' ', strings.inEngine(strings.engineNames[report.eventsOf as EngineName])),
    h('div', { class: 'beside' },
      h('ol', { class: 'events' }, report.events.map((event) => h('li', { 'data-result': event.result },
        h('b', {}, event.actor), ' ', ...prose(event.text),
        event.method && event.url ? h('span', { class: 'wire' }, `${event.method} ${event.url}`) : null))),
      diagram(report.events)))
}

function assumed(report: Report): Element {
  return h('section', { class: 'panel' },
    h('h3', {}, strings.assumed),
    h('dl', { class: 'facts' }, report.facts.map((fact) => h('div', {},
      h('dt', {}, fact.name),
      h('dd', {}, h('code', {}, fact.value), ' ',
        h('span', { class: 'provenance', 'data-provenance': fact.provenance }, strings.provenances[fact.provenance]),
        fact.flips && h('span', { class: 'flips' }, ' · ', strings.flips))))))
}

const retakeable = new Set(['preflight', 'response', 'redirect'])

function blocks(report: Report): Element | null {
  if (report.blocks.length === 0) return null
  return h('section', { class: 'panel' },
    h('h3', {}, strings.blocks),
    h('ul', { class: 'blocks' }, report.blocks.map((block, index) => h('li', {},
      h('button', { type: 'button', class: 'link', 'data-select': `${block.start},${block.end}` }, block.kind), ' ', block.text,
      retakeable.has(block.kind) && h('label', { class: 'retake' }, strings.retake, ' ',
        h('select', { 'data-block': String(index), 'aria-label': `${strings.retake}: ${block.text}` },
          Object.entries(strings.kinds).map(([kind, words]) => h('option', { value: kind, selected: kind === block.kind ? '' : false }, words))))))))
}

function also(report: Report): Element | null {
  const rest = report.findings.slice(1)
  if (rest.length === 0) return null
  return h('section', { class: 'panel' },
    h('h3', {}, strings.also),
    rest.map((finding) => h('article', { class: 'finding', 'data-severity': finding.severity },
      h('p', {}, h('b', {}, finding.severity), ': ', ...prose(finding.message), '. ', h('span', { class: 'hint' }, ...prose(finding.help))),
      h('a', { href: `codes/${finding.name}.html` }, finding.cause))))
}

function matrixRows(report: Report): { name: string; cells: string[]; list?: boolean }[] {
  const of = (read: (engine: EngineReport) => string) => browsers.map((engine) => (report.engines[engine] ? read(report.engines[engine]) : ''))
  return [
    { name: strings.rows.verdict, cells: of((one) => `${strings.icons[one.verdict]} ${strings.verdicts[one.verdict]}`) },
    { name: strings.rows.stage, cells: of((one) => (one.decidedAt ? `${one.stage}: ${one.decidedAt.algorithm} ${one.decidedAt.step}` : strings.none)) },
    { name: strings.rows.preflight, cells: of((one) => (one.preflightSent ? strings.yes : strings.no)) },
    { name: strings.rows.actual, cells: of((one) => (one.actualSent ? strings.yes : strings.no)) },
    { name: strings.rows.exposed, cells: of((one) => one.exposedHeaders.join(', ') || strings.none) },
    { name: strings.rows.maxAge, cells: of((one) => (one.preflightMaxAge === undefined ? strings.none : strings.seconds(one.preflightMaxAge))) },
  ]
}

function matrix(report: Report): Element {
  const rows = matrixRows(report)
  const differs = (cells: string[]) => new Set(cells).size > 1
  const sorted = [...rows].sort((a, b) => Number(differs(b.cells)) - Number(differs(a.cells)))
  const different = rows.some((row) => differs(row.cells))
  const quirks = browsers.flatMap((engine) => (report.engines[engine]?.quirks ?? []).map((quirk) => h('li', {}, h('b', {}, strings.engineNames[engine]), ': ', ...prose(quirk))))
  return h('details', { class: 'panel', open: different ? '' : false },
    h('summary', {}, strings.matrix, ' ', h('span', { class: 'hint' }, different ? strings.differs : strings.same)),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': strings.matrix },
      h('table', {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, ''), browsers.map((engine) => h('th', { scope: 'col' }, strings.engineNames[engine])))),
        h('tbody', {}, sorted.map((row) => h('tr', { 'data-differs': differs(row.cells) ? '' : false },
          h('th', { scope: 'row' }, row.name), row.cells.map((cell) => h('td', {}, cell))))))),
    quirks.length > 0 && h('ul', { class: 'notes' }, quirks),
    h('h4', {}, strings.rows.console),
    browsers.map((engine) => h('div', { class: 'console' }, h('b', {}, strings.engineNames[engine]),
      h('pre', {}, report.engines[engine]?.console.join('\n') || strings.none))))
}

function steps(report: Report): Element {
  const taken = report.engines.chromium?.steps ?? report.engines.standard?.steps
  return h('details', { class: 'panel', id: 'steps' },
    h('summary', {}, strings.steps),
    h('p', { class: 'hint' }, strings.stepsHint),
    taken && h('ol', { class: 'steps' }, taken.map((step) => h('li', { 'data-differs': step.byEngine !== step.byStandard ? '' : false },
      h('span', { class: 'step-name' }, `${step.algorithm} ${step.step}`, step.inPreflight && h('i', {}, ` ${strings.inPreflight}`)),
      h('span', {}, step.text), h('b', {}, step.byEngine ? strings.yes : strings.no),
      step.evidence && h('code', {}, step.evidence.slice(0, 120)), step.quirk && h('em', {}, step.quirk)))))
}

/** Everything below the paste box. */
/** What one may take away; nothing is sent. */
function keep(): Element {
  return h('section', { class: 'keep' }, h('h3', {}, strings.keep),
    h('p', { class: 'hint' }, strings.keepHint),
    h('button', { type: 'button', class: 'quiet', 'data-keep': 'markdown' }, strings.keepMarkdown), ' ',
    h('button', { type: 'button', class: 'quiet', 'data-keep': 'json' }, strings.keepJson))
}

export function diagnosis(report: Report, text: string): Element {
  const leading = report.findings[0]
  return h('div', { class: 'diagnosis' },
    verdict(report),
    leading && h('div', { class: 'answer' }, proof(leading, text), fix(leading)),
    happened(report), assumed(report), blocks(report), also(report), matrix(report), steps(report), keep())
}
