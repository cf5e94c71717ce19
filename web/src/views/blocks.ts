// Each part of the paste as a card; a click says what it is.
import type { Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { prose, section, segments, sentence, visible } from './prose'
import { lineAt } from './proof'

const retakeable = new Set(['preflight', 'response', 'redirect', 'ignored'])

export function blocks(report: Report, text: string): Element | null {
  if (report.blocks.length === 0) return null
  return section(strings.blocks, { class: 'taken' },
    report.blocks.some((one) => retakeable.has(one.kind)) && h('p', { class: 'hint' }, strings.blocksHint),
    h('ul', { class: 'cards' }, report.blocks.map((block, index) => h('li', { class: 'card', 'data-kind': block.kind },
      h('button', { type: 'button', class: 'card-name', 'data-select': `${block.start},${block.end}` }, strings.blockNames[block.kind] ?? sentence(block.kind)),
      h('code', { class: 'card-line' }, ...visible(lineAt(text, block.start).text.slice(0, 100))),
      h('p', { class: 'hint' }, ...prose(sentence(block.text))),
      retakeable.has(block.kind) && segments(`block-${index}`, `${strings.retake}: ${block.text}`, Object.entries(strings.kinds), block.kind, { 'data-block': String(index) })))))
}
