// What the diagnosis rests on, and how each is known; what the reader may know better is a switch.
import type { FactReport, Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { section, segments, select, visible } from './prose'

const initiators = ['fetch', 'xhr', 'image', 'script', 'module', 'style', 'font', 'media', 'track', 'eventsource', 'beacon']
const same = (values: string[]) => values.map((value): [string, string] => [value, value])

function control(fact: FactReport): Element {
  const label = strings.facts[fact.name] ?? fact.name
  if (fact.name === 'credentials') return segments('credentials', label, same(['omit', 'same-origin', 'include']), fact.value, { 'data-choice': 'credentials' })
  if (fact.name === 'initiator') return select({ 'data-choice': 'initiator', 'aria-label': label }, same(initiators), fact.value)
  if (fact.name === 'origin')
    return h('input', { class: 'input', type: 'text', 'data-choice': 'origin', value: fact.value, 'aria-label': label, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' })
  return h('code', {}, ...visible(fact.value))
}

export function assumed(report: Report): Element {
  const isToldAbove = (fact: FactReport, index: number) => report.facts.slice(0, index).some(({ because }) => because === fact.because)
  return section(strings.assumed, { class: 'assumed' },
    h('p', { class: 'hint' }, strings.assumedHint),
    h('dl', { class: 'facts' }, report.facts.map((fact, index) => h('div', { 'data-flips': fact.flips ? '' : false },
      h('dt', {}, strings.facts[fact.name] ?? fact.name),
      h('dd', {}, control(fact),
        h('p', { class: 'known' },
          h('span', { class: 'provenance', 'data-provenance': fact.provenance }, strings.provenances[fact.provenance]),
          fact.provenance !== 'chosen' && fact.because !== '' && !isToldAbove(fact, index) && [': ', ...visible(fact.because)],
          fact.provenance === 'chosen' && [' ', h('button', { type: 'button', class: 'link', 'data-reset': fact.name, 'aria-label': strings.resetLabel(fact.name) }, strings.reset)],
          fact.flips && h('span', { class: 'flips' }, strings.flips)))))))
}
