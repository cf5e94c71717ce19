// Each part of the paste as a card; a click says what it is.
import type { Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { prose, section, segments, sentence, visible } from './prose'

const retakeable = new Set(['preflight', 'response', 'redirect', 'ignored'])

/** So many are shown of a text with more, such as a log. */
const most = 24

const nameOf = ({ kind }: Report['blocks'][number]) => strings.blockNames[kind] ?? sentence(kind)

/** Of the line that begins at `start`, what a card has room for. */
const lineFrom = (text: string, start: number) => text.slice(start, start + 100).split(/[\r\n]/, 1)[0] ?? ''

export function blocks(report: Report, text: string): Element | null {
  if (report.blocks.length === 0) return null
  return section(strings.blocks, { class: 'taken' },
    report.blocks.some((one) => retakeable.has(one.kind)) && h('p', { class: 'hint' }, strings.blocksHint),
    h('ul', { class: 'cards' }, report.blocks.slice(0, most).map((block, index) => h('li', { class: 'card', 'data-kind': block.kind },
      h('button', { type: 'button', class: 'card-name', 'data-select': `${block.start},${block.end}`, 'aria-label': strings.select(nameOf(block)) }, nameOf(block)),
      h('code', { class: 'card-line' }, ...visible(lineFrom(text, block.start))),
      h('p', { class: 'hint' }, ...prose(sentence(block.text))),
      retakeable.has(block.kind) && segments(`block-${index}`, `${strings.retake}: ${block.text}`, Object.entries(strings.kinds), block.kind, { 'data-block': String(index) })))),
    report.blocks.length > most && h('p', { class: 'hint' }, strings.moreBlocks(report.blocks.length - most)))
}
