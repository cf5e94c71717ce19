import type { Engines } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { prose } from '../views/prose'
import { document } from './document'

/** What scripts/conformance --summary writes. */
export type Conformance = Record<'chromium' | 'gecko' | 'webkit', {
  version: string
  exchanges: number
  properties: Record<string, { compared: number; agreed: number }>
}>

export function conformancePage(results: Conformance, engines: Engines): string {
  const names = Object.keys(results) as (keyof Conformance)[]
  const columns = strings.conformanceColumns
  const table = (head: string[], rows: Element[]) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': head[0] ?? '' },
    h('table', {}, h('thead', {}, h('tr', {}, head.map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, rows)))
  const agreement = Object.entries(strings.properties).map(([property, label]) => h('tr', {}, h('th', { scope: 'row' }, label),
    names.map((name) => {
      const found = results[name].properties[property]
      return h('td', {}, found ? strings.share100(found.agreed, found.compared) : strings.none)
    })))
  const quirks = engines.quirks.map((quirk) => h('tr', {}, h('td', {}, ...prose(quirk.summary)),
    h('td', {}, quirk.engines.map((name) => (name === 'webkit' ? 'WebKit' : strings.engineNames[name])).join(', '), quirk.scope === 'port' ? ` (${strings.port})` : ''),
    h('td', {}, ...prose(quirk.evidence))))
  return document({ title: `${strings.conformanceTitle} · ${strings.title}`, description: strings.conformanceIntro[0], depth: '', here: 'conformance' },
    h('main', { class: 'reading broad' }, h('h1', {}, strings.conformance),
      strings.conformanceIntro.map((text) => h('p', {}, ...prose(text))),
      table([columns.compared, ...names.map((name) => results[name].version)], [
        h('tr', {}, h('th', { scope: 'row' }, columns.exchanges), names.map((name) => h('td', {}, String(results[name].exchanges)))), ...agreement]),
      h('h2', {}, strings.openQuestions), h('ul', { class: 'notes' }, strings.open.map((text) => h('li', {}, ...prose(text)))),
      h('h2', {}, strings.deviations), table([columns.deviation, columns.by, columns.shown], quirks)))
}
