import type { Platform } from 'whycors'

import { h } from '../node'
import { siteStrings } from '../strings'
import { linked } from '../views/prose'
import { document } from './document'

export function platformsPage(platforms: Platform[]): string {
  const row = (one: Platform) => h('tr', {}, h('th', { scope: 'row' }, h('a', { href: one.documentation }, one.label)),
    h('td', { class: 'evidence', 'data-evidence': one.evidence }, siteStrings.platformEvidence[one.evidence]), h('td', {}, one.evidence === 'documented' ? '' : one.version),
    h('td', {}, h('ul', { class: 'notes' }, one.traps.map((trap) => h('li', {}, ...linked(trap))))))
  return document({ title: `${siteStrings.platforms} · ${siteStrings.title}`, description: siteStrings.platformsIntro.slice(0, 300), depth: '', here: 'platforms' },
    h('main', { class: 'reading broad' }, h('h1', {}, siteStrings.platforms), h('p', {}, siteStrings.platformsIntro),
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': siteStrings.platforms }, h('table', { class: 'stacked' },
        h('thead', {}, h('tr', {}, siteStrings.platformColumns.map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, platforms.map(row))))))
}
