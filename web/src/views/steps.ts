// Step by step through the standard; the part in which it was decided stands open.
import type { EngineName, Report, StepTaken } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { prose, visible } from './prose'

interface Part { algorithm: string; inPreflight: boolean; hop: number; taken: StepTaken[] }

function partsOf(taken: StepTaken[]): Part[] {
  const parts: Part[] = []
  for (const step of taken) {
    const last = parts.at(-1)
    if (last && last.algorithm === step.algorithm && last.inPreflight === step.inPreflight && last.hop === step.hop) last.taken.push(step)
    else parts.push({ algorithm: step.algorithm, inPreflight: step.inPreflight, hop: step.hop, taken: [step] })
  }
  return parts
}

function one(step: StepTaken, isDecisive: boolean): Element {
  return h('li', { 'data-differs': step.byEngine !== step.byStandard ? '' : false, 'data-decisive': isDecisive ? '' : false },
    h('span', { class: 'step-number' }, step.step),
    h('div', {},
      h('p', {}, ...prose(step.text), ' ', h('b', {}, step.byEngine ? strings.yes : strings.no), isDecisive && h('span', { class: 'decisive' }, ' · ', strings.stepsStop)),
      step.evidence !== undefined && h('p', {}, step.start === undefined ? h('code', {}, ...visible(step.evidence.slice(0, 160)))
        : h('button', { type: 'button', class: 'link evidence-link', 'data-select': `${step.start},${step.end}` }, ...visible(step.evidence.slice(0, 160)))),
      step.quirk !== undefined && h('p', { class: 'flips' }, strings.byStandard, ': ', ...prose(step.quirk))))
}

export function steps(report: Report): Element {
  const engine = report.engines[report.eventsOf as EngineName] ?? report.engines.standard
  const taken = engine?.steps
  const decided = engine?.decidedAt
  const parts = taken ? partsOf(taken) : []
  const isDecisive = (step: StepTaken) => decided !== undefined && step.algorithm === decided.algorithm && step.step === decided.step && step.byEngine
  // The last of its kind: earlier hops may have passed the same question.
  const decisive = parts.flatMap((part) => part.taken).filter(isDecisive).at(-1)
  return h('details', { class: 'section', part: 'section', id: 'steps' },
    h('summary', {}, h('h3', {}, strings.steps)),
    h('p', { class: 'hint' }, strings.stepsHint, ' ', decided && [strings.decidedAt, ' ', h('a', { href: decided.url, rel: 'noreferrer' }, `${decided.algorithm} ${decided.step}`), '.']),
    taken ? parts.map((part, index) => {
      const holds = decisive !== undefined && part.taken.includes(decisive)
      return h('details', { class: 'algorithm', id: `part-${index}`, open: holds ? '' : false },
        h('summary', {}, h('code', {}, part.algorithm), ' ', h('span', { class: 'hint' },
          [part.inPreflight && strings.inPreflight, part.hop > 0 && strings.atHop(part.hop), strings.stepsOf(part.taken.length), holds && strings.stepsStop].filter(Boolean).join(' · '))),
        h('ol', {}, part.taken.map((step) => one(step, step === decisive))))
    }) : h('p', { class: 'hint pending' }, strings.stepsLoading))
}
