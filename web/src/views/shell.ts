// What stands around the answer: the two doors to it, the paste box, and the place where it appears.
import { h, type Element } from '../node'
import { frameStrings, strings } from '../strings'
import { button, prose, select } from './prose'

/** The titles of the samples come with the page; their texts are loaded when one is asked for. */
export function shell(example: string, result: Element, sampleTitles: string[], privacyHow: string): Element {
  const paste = h('div', { id: 'door-paste', role: 'tabpanel', 'aria-labelledby': 'tab-paste' },
    h('div', { class: 'field-head' }, h('label', { for: 'paste' }, frameStrings.pasteLabel), h('output', { id: 'detected', for: 'paste', 'aria-live': 'off' }, example ? strings.example : '')),
    h('textarea', {
      id: 'paste', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', autocorrect: 'off', rows: '9', 'aria-describedby': 'paste-hint',
      placeholder: frameStrings.placeholder,
    }, example),
    h('div', { class: 'field-foot' },
      select({ id: 'samples', 'aria-label': frameStrings.samples }, [['', `${frameStrings.samples} …`], ...sampleTitles.map((title, index): [string, string] => [String(index), title])], ''),
      h('label', { class: 'button file' }, h('input', { type: 'file', id: 'file', class: 'visually-hidden' }), frameStrings.openFile),
      button(frameStrings.clear, { id: 'clear' }),
      h('button', { type: 'button', class: 'button main', part: 'button', id: 'analyse', title: frameStrings.analyseHint }, frameStrings.analyse)),
    h('p', { class: 'hint', id: 'paste-hint' }, ...prose(frameStrings.pasteHint)))
  return h('div', { class: 'app' },
    h('div', { class: 'desk', part: 'desk' },
      h('div', { class: 'doors', role: 'tablist', 'aria-label': frameStrings.doors },
        h('button', { type: 'button', role: 'tab', id: 'tab-paste', 'aria-controls': 'door-paste', 'aria-selected': 'true' }, frameStrings.doorPaste),
        h('button', { type: 'button', role: 'tab', id: 'tab-build', 'aria-controls': 'door-build', 'aria-selected': 'false', tabindex: '-1' }, frameStrings.doorBuild)),
      paste,
      h('div', { id: 'door-build', role: 'tabpanel', 'aria-labelledby': 'tab-build', hidden: '' }),
      h('p', { class: 'privacy', title: privacyHow },
        h('svg', { viewBox: '0 0 16 16', class: 'lock', 'aria-hidden': 'true' }, h('rect', { x: '2.5', y: '7', width: '11', height: '7.5', rx: '1.5' }), h('path', { d: 'M5 7 V4.8 a3 3 0 0 1 6 0 V7' })),
        h('span', {}, h('b', {}, frameStrings.privacy), ' ', h('span', {}, privacyHow)))),
    h('div', { class: 'report', part: 'report', role: 'region', 'aria-label': frameStrings.answer },
      h('p', { id: 'status', class: 'visually-hidden', role: 'status' }),
      h('p', { id: 'trouble', role: 'alert', hidden: '' }),
      h('div', { id: 'result' }, result)),
    h('dialog', { id: 'share', 'aria-labelledby': 'share-title' }))
}
