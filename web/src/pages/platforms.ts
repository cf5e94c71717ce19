import type { Platform } from 'whycors'

import { h } from '../node'
import { strings } from '../strings'
import { linked } from '../views/prose'
import { document } from './document'

export function platformsPage(platforms: Platform[]): string {
  const row = (one: Platform) => h('tr', {}, h('th', { scope: 'row' }, h('a', { href: one.documentation }, one.label)),
    h('td', { class: 'evidence', 'data-evidence': one.evidence }, strings.platformEvidence[one.evidence]), h('td', {}, one.evidence === 'documented' ? '' : one.version),
    h('td', {}, h('ul', { class: 'notes' }, one.traps.map((trap) => h('li', {}, ...linked(trap))))))
  return document({ title: `${strings.platforms} · ${strings.title}`, description: strings.platformsIntro.slice(0, 300), depth: '', here: 'platforms' },
    h('main', { class: 'reading broad' }, h('h1', {}, strings.platforms), h('p', {}, strings.platformsIntro),
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': strings.platforms }, h('table', { class: 'stacked' },
        h('thead', {}, h('tr', {}, strings.platformColumns.map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, platforms.map(row))))))
}
