// Small pieces that every view is made of.
import type { EngineName, EngineReport, Report } from 'whycors'

import { h, type Child, type Element, type Node } from '../node'
import { strings } from '../strings'

export const browsers = ['chromium', 'gecko', 'webkit'] as const satisfies EngineName[]

/** Controls, what has no width, and what turns the direction; not what joins emoji. */
const unseen = /([\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d)/u

/** Text in which a character that can't be seen stands as its number. */
export function visible(text: string): Node[] {
  return text.split(unseen).map((part, index) => (index % 2 ? h('span', { class: 'unseen' }, `U+${part.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`) : part)).filter((part) => part !== '')
}

/** Text in which `code` is set apart. */
export function prose(text: string): Node[] {
  return text.split('`').flatMap((part, index) => (index % 2 ? h('code', {}, ...visible(part)) : visible(part)))
}

/** The same for a sentence of our own, never for what was pasted: its addresses are links, told by their host. */
export function linked(text: string): Node[] {
  return prose(text).flatMap((part) => (typeof part !== 'string' ? part : part.split(/(https:\/\/[^\s)]+)/).map((piece, index) =>
    (index % 2 ? h('a', { href: piece, target: '_blank', rel: 'noopener noreferrer' }, new URL(piece).host) : piece))))
}

export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** A full stop behind an address would seem a part of it. */
export const ended = (text: string) => (/[.!?:/]$/.test(text) ? text : `${text}.`)

/** What all three browsers together make of it: the worst. */
export function worst(report: Report): EngineReport['verdict'] {
  const verdicts = browsers.flatMap((engine) => report.engines[engine]?.verdict ?? [])
  return (['blocked', 'undetermined', 'opaque'] as const).find((one) => verdicts.includes(one)) ?? 'allowed'
}

export function button(label: string, attributes: Record<string, string>): Element {
  return h('button', { type: 'button', class: 'button', part: 'button', ...attributes }, label)
}

/** Text that a click copies: the first <pre> inside is what is copied. */
export function copyable(text: Child, head: Child = null, label: string = strings.command): Element {
  return h('div', { class: 'copyable' },
    h('div', { class: 'copyable-head' }, h('div', { class: 'copyable-title' }, head), button(strings.copy, { 'data-copy': '', 'aria-label': `${strings.copy}: ${label}` })),
    h('pre', { tabindex: '0', role: 'group', 'aria-label': label }, text))
}

/** A sentence; a command that it names in backquotes stands below it, ready to copy. */
export function advice(text: string): Element {
  const found = /^(.*?):? ?`(curl [^`]+)`(?:; or |, |; )?(.*)$/s.exec(text)
  if (!found) return h('div', { class: 'advice' }, h('p', {}, ...prose(ended(sentence(text)))))
  const [, before = '', command = '', after = ''] = found
  return h('div', { class: 'advice' },
    before && h('p', {}, ...prose(ended(sentence(before)).replace(/\.$/, ':'))), copyable(command),
    after && h('p', {}, ...prose(ended(sentence(after)))))
}

export function section(title: Child, attributes: Record<string, string | undefined | false>, ...children: Child[]): Element {
  return h('section', { part: 'section', ...attributes, class: `section ${attributes['class'] ?? ''}`.trim() }, h('h3', {}, title), ...children)
}

/** One of several, as radio buttons that look like one control. */
export function segments(name: string, legend: string, choices: [value: string, label: string][], chosen: string, data: Record<string, string>): Element {
  return h('fieldset', { class: 'segments' }, h('legend', { class: 'visually-hidden' }, legend),
    choices.map(([value, label]) => h('label', {},
      h('input', { type: 'radio', name, value, checked: value === chosen ? '' : false, ...data }), h('span', {}, label))))
}

export function select(attributes: Record<string, string>, options: [value: string, label: string][], chosen: string): Element {
  return h('span', { class: 'select' }, h('select', attributes,
    options.map(([value, label]) => h('option', { value, selected: value === chosen ? '' : false }, label))))
}
