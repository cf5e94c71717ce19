// "Not enough to tell" and an empty box: what to paste next, with the command or the click.
import type { Finding } from 'whycors'

import { h, type Element } from '../node'
import { strings } from '../strings'
import { button, copyable, ended, prose, sentence } from './prose'
import { explainLink } from './fix'

const general = () => h('div', { class: 'ways' }, h('p', {}, strings.nextAny), h('ul', { class: 'notes' }, strings.nextGeneral.map((text) => h('li', {}, ...prose(text)))))

/** The reserved .invalid hosts stand for what the text does not name: a command without a URL is of no use, one with a guessed
 *  origin says where to put the real one. */
export function next(finding: Finding, pages: string | null, { isUnread = false } = {}): Element {
  const command = /`(curl [^`]+)`/.exec(finding.help)?.[1]
  const clicks = /; or (?:in DevTools: )?(.+)$/s.exec(finding.help)?.[1]
  const isUsable = command !== undefined && !/'https?:\/\/api\.invalid\//.test(command)
  return h('section', { class: 'fix next', part: 'fix' },
    h('h3', {}, strings.next),
    isUsable
      ? [copyable(command, h('span', {}, strings.nextCommand)), clicks && h('p', {}, h('b', {}, strings.nextClicks), ' ', ...prose(ended(sentence(clicks))))]
      : general(),
    !isUsable && command === undefined && !isUnread && h('p', {}, ...prose(ended(sentence(finding.help)))),
    finding.notes.length > 0 && h('ul', { class: 'notes' }, finding.notes.map((note) => h('li', {}, ...prose(ended(sentence(note)))))),
    h('p', { class: 'more' }, explainLink(finding, pages)))
}

export const backTo = (name: string) => h('p', { class: 'back' }, h('button', { type: 'button', class: 'link', 'data-back': '' }, strings.backTo(name)))

export function welcome(samples: string[]): Element {
  return h('div', { class: 'welcome' },
    h('h2', { id: 'verdict', tabindex: '-1' }, strings.welcome),
    h('p', { class: 'welcome-say' }, strings.welcomeSay),
    general(),
    samples.length > 0 && h('div', { class: 'quick' }, h('p', {}, strings.welcomeTry), samples.map((title, index) => button(title, { 'data-sample': String(index) }))))
}
