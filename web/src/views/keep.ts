// What one may take away; nothing is sent.
import { h, type Element } from '../node'
import { strings } from '../strings'
import { button } from './prose'

export function keep(): Element {
  return h('div', { class: 'keep', role: 'group', 'aria-label': strings.keep },
    button(strings.share, { 'data-keep': 'share' }),
    button(strings.keepMarkdown, { 'data-keep': 'markdown' }),
    button(strings.keepJson, { 'data-keep': 'json' }),
    button(strings.keepSarif, { 'data-keep': 'sarif' }),
    button(strings.print, { 'data-keep': 'print' }),
    h('p', { class: 'hint' }, strings.keepHint))
}
