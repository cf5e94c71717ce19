import type { EngineName, Engines } from 'whycors'

import { h, type Element } from '../node'
import { siteStrings, strings } from '../strings'
import { prose, sentence } from '../views/prose'
import { document } from './document'

/** What scripts/conformance --summary writes. */
export type Conformance = Record<'chromium' | 'gecko' | 'webkit', {
  version: string
  exchanges: number
  properties: Record<string, { compared: number; agreed: number }>
}>

/** What a browser did with a call, or with calls one after another: [seconds, how it ended, whether it was preflighted]. */
interface Observed {
  verdict: keyof typeof strings.verdicts
  wire?: string[][]
  exposed?: string[]
  console?: string[]
  steps?: [at: number, verdict: keyof typeof strings.verdicts, isPreflighted: boolean][]
}

/** A quirk's smallest exchange as tests/conformance/deviations.mjs keeps it, and the address at which the page diagnoses it. */
export interface Deviation {
  changes: 'verdict' | 'requests' | 'exposed' | 'console'
  exchange: { request?: { initiator?: string }; sequence?: object[] }
  observed: Record<keyof Conformance, Observed>
  link?: string
}

/** JSON of an exchange with a header a line. */
export const exchangeText = (exchange: object) => JSON.stringify(exchange, null, 2)
  .replace(/\[\s+("(?:[^"\\]|\\.)*"),\s+("(?:[^"\\]|\\.)*")\s+\]/g, '[$1, $2]')

const nameOf = (engine: EngineName) => (engine === 'webkit' ? 'WebKit' : strings.engineNames[engine])
const listed = (parts: string[]) => parts.join(', ') || strings.none

/** One browser's row. */
function observedRow(engine: keyof Conformance, { verdict, wire, exposed, console: lines, steps }: Observed, isElement: boolean): Element {
  const ended = steps ? steps.map(([at, one, isPreflighted]) => siteStrings.step(at, strings.verdicts[one], isPreflighted)).join('; ')
    : isElement && verdict === 'allowed' ? siteStrings.loaded : strings.verdicts[verdict]
  const sent = wire?.map(([method = '', , asked, headers]) => (asked === undefined ? method : `${method} (${[asked, headers].filter(Boolean).join('; ')})`))
  return h('tr', {}, h('th', { scope: 'row' }, nameOf(engine)), h('td', {}, ended), sent && h('td', {}, listed(sent)),
    exposed && h('td', {}, listed(exposed)), lines && h('td', {}, lines.length ? h('ul', { class: 'lines' }, lines.map((line) => h('li', {}, line))) : strings.none))
}

function deviation(quirk: Engines['quirks'][number], shown?: Deviation): Element {
  const { ended, sent, readable, console: lines } = siteStrings.observedColumns
  const head = shown && (shown.exchange.sequence ? [ended] : [ended, sent, readable, lines])
  const isElement = !['fetch', 'xhr'].includes(shown?.exchange.request?.initiator ?? 'fetch')
  return h('li', { id: quirk.id }, h('p', {}, h('a', { class: 'here', href: `#${quirk.id}`, 'aria-label': siteStrings.linkTo }, '#'), ' ', ...prose(sentence(quirk.summary))),
    h('p', { class: 'hint' }, h('b', {}, quirk.engines.map(nameOf).join(', '), quirk.scope === 'port' ? ` (${siteStrings.port})` : ''), ' · ', ...prose(quirk.evidence)),
    shown && head && h('details', {}, h('summary', {}, siteStrings.smallest),
      h('pre', { tabindex: '0' }, exchangeText(shown.exchange)),
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': siteStrings.observed },
        h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, siteStrings.observed), head.map((name) => h('th', { scope: 'col' }, name)))),
          h('tbody', {}, Object.entries(shown.observed).map(([engine, observed]) => observedRow(engine as keyof Conformance, observed, isElement))))),
      shown.link && h('p', {}, h('a', { href: shown.link }, siteStrings.diagnoseThis))))
}

export function conformancePage(results: Conformance, engines: Engines, shown: Record<string, Deviation>): string {
  const names = Object.keys(results) as (keyof Conformance)[]
  const columns = siteStrings.conformanceColumns
  const table = (head: string[], rows: Element[]) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': head[0] ?? '' },
    h('table', { class: 'figures' }, h('thead', {}, h('tr', {}, head.map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, rows)))
  const agreement = Object.entries(siteStrings.properties).map(([property, label]) => h('tr', {}, h('th', { scope: 'row' }, label),
    names.map((name) => {
      const found = results[name].properties[property]
      return h('td', {}, found ? siteStrings.share100(found.agreed, found.compared) : strings.none)
    })))
  return document({ title: `${siteStrings.conformanceTitle} · ${siteStrings.title}`, description: siteStrings.conformanceIntro[0], depth: '', here: 'conformance' },
    h('main', { class: 'reading broad' }, h('h1', {}, siteStrings.conformance),
      siteStrings.conformanceIntro.map((text) => h('p', {}, ...prose(text))),
      table([columns.compared, ...names.map((name) => results[name].version.replace(/ built on .*|-\d+~deb.*/, ''))], [
        h('tr', {}, h('th', { scope: 'row' }, columns.exchanges), names.map((name) => h('td', {}, results[name].exchanges.toLocaleString('en')))), ...agreement]),
      h('h2', {}, siteStrings.openQuestions), h('ul', { class: 'notes' }, siteStrings.open.map((text) => h('li', {}, ...prose(text)))),
      h('h2', {}, siteStrings.deviations), h('p', {}, siteStrings.deviationsIntro(engines.quirks.length)),
      h('ul', { class: 'deviations' }, engines.quirks.map((quirk) => deviation(quirk, shown[quirk.id])))))
}
