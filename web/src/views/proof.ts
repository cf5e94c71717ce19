// The proof: the decisive lines of the pasted text, with what is to be said about them below each.
import type { Finding, Label } from 'whycors'

import { h, type Element, type Node } from '../node'
import { strings } from '../strings'
import { prose, visible } from './prose'

interface Line { number: number; text: string; start: number }

/** The line of `text` that `offset` is in. CR, LF and CRLF end a line. */
export function lineAt(text: string, offset: number): Line {
  let number = 1
  let start = 0
  for (let at = 0; at < offset; ++at) {
    const unit = text.charCodeAt(at)
    if (unit !== 10 && !(unit === 13 && text.charCodeAt(at + 1) !== 10)) continue
    ++number
    start = at + 1
  }
  let end = start
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) ++end
  return { number, text: text.slice(start, end), start }
}

/** Of a very long line, what is around the marks. */
const around = 160

function marked(line: Line, labels: Label[]): Node[] {
  const nodes: Node[] = []
  const indent = line.text.search(/\S|$/)
  let at = indent
  const push = (to: number, isLast: boolean) => {
    const part = line.text.slice(at, to)
    if (part.length <= 2 * around) nodes.push(...visible(part))
    else nodes.push(...visible(at === indent ? '' : part.slice(0, around)), '…', ...visible(isLast ? '' : part.slice(-around)))
  }
  for (const label of [...labels].sort((a, b) => a.start - b.start)) {
    const from = Math.max(label.start - line.start, at)
    const to = Math.min(label.end - line.start, line.text.length)
    if (label.ghost !== undefined || to <= from) continue
    push(from, false)
    nodes.push(h('mark', { 'data-kind': label.primary ? 'primary' : 'secondary', 'data-long': to - from > 80 ? '' : false }, ...visible(line.text.slice(from, Math.min(to, from + 4 * around)))))
    at = to
  }
  push(line.text.length, true)
  return nodes.filter((node) => node !== '')
}

function quoted(line: Line, labels: Label[]): Element {
  const kind = labels.some((one) => one.primary) ? 'primary' : 'secondary'
  const select = `${line.start},${line.start + line.text.length}`
  return h('div', { class: 'quote', 'data-kind': kind },
    h('div', { class: 'quote-line' },
      h('button', { type: 'button', class: 'quote-number', 'data-select': select, 'aria-label': strings.line(line.number) }, String(line.number)),
      h('span', {}, marked(line, labels))),
    labels.map((label) => [
      label.ghost !== undefined && h('div', { class: 'quote-line ghost' }, h('span', { class: 'quote-number', 'aria-hidden': 'true' }, '+'), h('ins', {}, label.ghost)),
      h('p', { class: 'quote-label', 'data-kind': label.primary ? 'primary' : 'secondary' }, ...prose(label.text))]))
}

export function proof(finding: Finding, text: string): Element | null {
  if (finding.labels.length === 0 || text === '') return null
  const byLine = new Map<number, { line: Line; labels: Label[] }>()
  for (const label of finding.labels) {
    const line = lineAt(text, label.start)
    const there = byLine.get(line.number)
    if (there) there.labels.push(label)
    else byLine.set(line.number, { line, labels: [label] })
  }
  // The culprit comes first, the others as they are told, as on the command line: what only agrees, such as the console, is long.
  const isCulprit = ({ labels }: { labels: Label[] }) => labels.some((one) => one.primary)
  const lines = [...byLine.values()].sort((a, b) => Number(isCulprit(b)) - Number(isCulprit(a)))
  return h('section', { class: 'proof', part: 'proof', 'aria-label': strings.proof },
    h('h3', {}, strings.proof),
    h('div', { class: 'excerpt', 'data-wide': lines.some(({ line }) => line.number > 9999) ? '' : false }, lines.map(({ line, labels }, index) => [
      index > 0 && line.number !== lines[index - 1]!.line.number + 1 && h('div', { class: 'quote-gap', 'aria-hidden': 'true' }, '⋯'),
      quoted(line, labels)])))
}
