// A page a cause, a page a question, and the list of all.
import { h, type Element, type Node } from '../node'
import { siteStrings } from '../strings'
import { prose, sentence } from '../views/prose'
import { document } from './document'

/** `code`, **strong**, *stressed* and [links](https://…). */
function inline(text: string): Node[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\(https:[^)\s]+\))/).filter((part) => part !== '').map((part) => {
    if (/^`.+`$/s.test(part)) return h('code', {}, part.slice(1, -1))
    if (/^\*\*.+\*\*$/s.test(part)) return h('b', {}, ...inline(part.slice(2, -2)))
    if (/^\*.+\*$/s.test(part)) return h('em', {}, ...inline(part.slice(1, -1)))
    const [, label, url] = /^\[(.+)\]\((.+)\)$/s.exec(part) ?? []
    return url ? h('a', { href: url }, label) : part
  })
}

function block(text: string): Element {
  const lines = text.split('\n')
  const heading = /^#+ (.*)$/.exec(text)
  if (heading) return h('h2', {}, ...inline(heading[1] ?? ''))
  if (lines.every((line) => /^(?:[-*] | {2})/.test(line)))
    return h('ul', { class: 'notes' }, text.split(/\n(?=[-*] )/).map((item) => h('li', {}, ...inline(item.slice(2).replace(/\n */g, ' ')))))
  return h('p', {}, ...inline(text.replace(/\n/g, ' ')))
}

/** The explanations' Markdown is our own: paragraphs, lists, headings, and fenced examples. */
function markdownOf(text: string): Element[] {
  return text.split(/^```/m).flatMap((part, index) => {
    if (index % 2 === 0) return part.trim().split(/\n\n+/).filter(Boolean).map(block)
    const [kind = '', ...lines] = part.split('\n')
    return [h('figure', { class: 'example', 'data-example': kind },
      siteStrings.examples[kind] && h('figcaption', {}, siteStrings.examples[kind]), h('pre', { tabindex: '0' }, lines.join('\n').replace(/\n$/, '')))]
  })
}

/** `code` is of a cause; a question has none. */
export function explainPage(name: string, markdown: string, code?: { code: string; title: string }): string {
  const [first = name] = markdown.trim().split('\n', 1)
  const title = code ? code.title : first.replace(/^# /, '')
  const text = markdown.trim().slice(first.length).replace(/^\s*\*\*([^*]+)\*\*\s*\n/, (whole, bold: string) => (bold.replace(/\.$/, '') === title ? '' : whole))
  const plain = text.split('\n\n').find((one) => /^[A-Z*`]/.test(one.trim()) && !one.includes('```')) ?? title
  return document({ title: `${title.replace(/`/g, '')} · ${siteStrings.title}`, description: plain.replace(/\s+/g, ' ').replace(/[`*]/g, '').trim().slice(0, 300), depth: '../', here: 'causes' },
    h('main', { class: 'reading' }, h('p', { class: 'crumb' }, h('a', { href: 'index.html' }, siteStrings.allCauses), ' / ', code && [code.code, ' '], h('code', {}, name)),
      h('h1', {}, ...prose(sentence(title))), markdownOf(text), h('p', { class: 'onward' }, h('a', { class: 'button main', href: '../index.html' }, siteStrings.diagnose))))
}

export function codesPage(codes: { code: string; name: string; title: string }[], questions: { name: string; title: string }[]): string {
  return document({ title: `${siteStrings.allCauses} · ${siteStrings.title}`, description: siteStrings.description, depth: '../', here: 'causes' },
    h('main', { class: 'reading' }, h('h1', {}, siteStrings.allCauses),
      h('h2', {}, siteStrings.questions),
      h('ul', { class: 'list' }, questions.map((one) => h('li', {}, h('a', { href: `${one.name}.html` }, ...prose(one.title))))),
      h('h2', {}, siteStrings.causes),
      h('ul', { class: 'list' }, codes.map((one) => h('li', {}, h('a', { href: `${one.name}.html` }, one.name), h('span', { class: 'code' }, one.code), h('p', {}, ...prose(one.title)))))))
}
