// Browser by browser; rows that differ come first, and what is the same is said once.
import type { EngineReport, Report } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { browsers, section, visible } from './prose'
import { differ, quirks } from './verdict'

interface Row { name: string; cells: string[]; differs: boolean }

function rowsOf(report: Report): Row[] {
  const row = (name: string, read: (engine: EngineReport) => string): Row => {
    const cells = browsers.map((engine) => (report.engines[engine] ? read(report.engines[engine]) : ''))
    return { name, cells, differs: new Set(cells).size > 1 }
  }
  const asked = (one: EngineReport) => {
    if (!one.preflightSent) return strings.no
    return one.preflightRequest?.headers.filter(([name]) => /^access-control-request-/i.test(name)).map(([, value]) => value).join(` ${strings.asksWith} `) || strings.yes
  }
  return [
    row(strings.rows.verdict, (one) => `${strings.icons[one.verdict]} ${strings.verdicts[one.verdict]}`),
    row(strings.rows.stage, (one) => (one.decidedAt ? `${one.stage}: ${one.decidedAt.algorithm} ${one.decidedAt.step}` : one.stage ?? strings.none)),
    row(strings.rows.preflight, asked),
    row(strings.rows.actual, (one) => (one.waitsFor === 'preflight' ? strings.ifPreflightPasses : one.actualSent ? strings.yes : strings.no)),
    row(strings.rows.exposed, (one) => one.exposedHeaders.join(', ') || strings.none),
    row(strings.rows.maxAge, (one) => (one.preflightMaxAge === undefined ? strings.none : strings.seconds(one.preflightMaxAge))),
  ].sort((a, b) => Number(b.differs) - Number(a.differs))
}

function consoles(report: Report): Element {
  return h('details', { class: 'console' }, h('summary', {}, strings.rows.console),
    browsers.map((engine) => h('div', {}, h('h4', {}, strings.engineNames[engine]),
      h('pre', { tabindex: '0', role: 'group', 'aria-label': strings.engineNames[engine] }, ...visible(report.engines[engine]?.console.join('\n') || strings.none)))))
}

export function matrix(report: Report): Element {
  const rows = rowsOf(report)
  const differs = rows.some((one) => one.differs)
  return section([strings.matrix, ' ', h('span', { class: 'aside' }, differs ? strings.differs : strings.same)], { class: 'browsers' },
    h('table', { class: 'matrix' },
      h('thead', {}, h('tr', {}, h('td', {}),
        differs ? browsers.map((engine) => h('th', { scope: 'col' }, strings.engineNames[engine], h('span', { class: 'version' }, engine === 'webkit' ? `${strings.webkitPort} ` : '', report.engines[engine]?.version)))
          : h('th', { scope: 'col' }, strings.allThree))),
      h('tbody', {}, rows.map((one) => h('tr', { 'data-differs': one.differs ? '' : false },
        h('th', { scope: 'row' }, one.name),
        one.differs ? one.cells.map((cell, index) => h('td', { 'data-browser': strings.engineNames[browsers[index]!] }, ...visible(cell)))
          : h('td', { colspan: differs ? '3' : false }, ...visible(one.cells[0] ?? '')))))),
    !differ(report) && quirks(report),
    consoles(report))
}
