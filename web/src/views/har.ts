// A whole recording: what fails in it and what is about to, each with one example that can be taken to the paste box.
import type { HarGroup, HarReport } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { browsers, ended, prose, section, sentence, visible } from './prose'

const words = strings.har
const seconds = (milliseconds: number) => words.seconds(milliseconds / 1000)

function group(one: HarGroup, index: number): Element {
  const blockedIn = browsers.filter((engine) => one.engines.includes(engine)).map((engine) => strings.engineNames[engine])
  return h('li', { class: 'finding', 'data-severity': one.outcome === 'failed' ? 'error' : 'warning' },
    h('p', {}, h('span', { class: 'severity' }, words.outcomes[one.outcome]), ' ', h('b', {}, words.times(one.count)), ' ', ...prose(ended(sentence(one.summary.replace(/^(Probably )?[Bb]locked in every browser: /, (_, doubt) => (doubt ? words.probably : '')))))),
    h('p', { class: 'hint' }, ...visible(`${one.methods.join(', ')} ${one.server} · ${words.from} ${one.origins.join(', ')}`),
      blockedIn.length > 0 && blockedIn.length < browsers.length && ` · ${words.blockedIn} ${blockedIn.join(', ')}`),
    one.outcome === 'failed' && one.engines.length === 0 && h('p', { class: 'hint' }, words.unexplained),
    one.preflightNotRecorded && h('p', { class: 'hint' }, words.preflightNotRecorded),
    h('p', { class: 'more' }, h('button', { type: 'button', class: 'link', 'data-example': String(index) }, words.show), ' ', h('span', { class: 'code' }, `${one.code} ${one.cause}`)))
}

function preflights({ preflights: cost }: HarReport): Element | null {
  if (cost.count === 0) return null
  const savings = cost.savings.filter(({ count }) => count > 0)
  return section(words.preflights, {},
    h('p', {}, words.cost(cost.count, seconds(cost.time))),
    savings.length > 0 && h('ul', { class: 'notes' }, savings.map(({ engine, count, time, maxAge }) =>
      h('li', {}, words.saving(strings.engineNames[engine as 'gecko'], count, seconds(time), maxAge)))))
}

/** `name` is the file's. */
export function harView(report: HarReport, name: string): Element[] {
  const kinds = (['failed', 'undetermined', 'fragile', 'allowed', 'cancelled'] as const).filter((kind) => report[kind] > 0)
  return [h('div', { class: 'har' },
    h('h2', { id: 'verdict', class: 'built-title', tabindex: '-1' }, words.summary(report.calls, report.entries, report.failed)),
    h('p', { class: 'hint' }, [name, ...kinds.map((kind) => `${report[kind]} ${words.outcomes[kind]}`)].join(' · ')),
    report.damage && h('p', { role: 'alert' }, words.damaged(report.damage.text)),
    report.tooLarge > 0 && h('p', {}, words.tooLarge(report.tooLarge)),
    h('ul', { class: 'groups' }, report.groups.map(group)),
    report.ungrouped > 0 && h('p', {}, words.ungrouped(report.ungrouped)),
    preflights(report),
    report.policies.map((policy) => section(words.policy(policy.server), {}, h('table', { class: 'matrix' }, h('tbody', {},
      ([[words.origins, policy.origins.join(', ')], [words.methods, policy.methods.join(', ')], [words.headers, policy.headers.join(', ') || strings.none],
        [words.credentials, policy.credentials ? strings.yes : strings.no]] as const).map(([row, value]) => h('tr', {}, h('th', { scope: 'row' }, row), h('td', {}, ...visible(value)))))))))]
}
