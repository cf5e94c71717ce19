// A page a cause, a page a question, and the list of all.
import { h, type Element } from '../node'
import { strings } from '../strings'
import { prose } from '../views/prose'
import { document } from './document'

/** The explanations' Markdown is our own: a title, paragraphs, backquoted code, and fenced examples. */
function markdownOf(text: string): Element[] {
  return text.split(/^```/m).flatMap((part, index) => {
    if (index % 2 === 0) return part.trim().split(/\n\n+/).filter(Boolean).map((paragraph) => h('p', {}, ...prose(paragraph.replace(/\n/g, ' '))))
    const [kind = '', ...lines] = part.split('\n')
    return [h('figure', { class: 'example', 'data-example': kind },
      strings.examples[kind] && h('figcaption', {}, strings.examples[kind]), h('pre', { tabindex: '0' }, lines.join('\n').replace(/\n$/, '')))]
  })
}

export function explainPage(name: string, markdown: string): string {
  const [first = name] = markdown.trim().split('\n', 1)
  const title = first.replace(/^# /, '')
  const body = markdownOf(markdown.trim().slice(first.length))
  const plain = /\n\n([^`\n][^\n]*(?:\n[^\n]+)*)/.exec(markdown)?.[1]?.replace(/\n/g, ' ').replace(/`/g, '') ?? title
  return document({ title: `${title.replace(/`/g, '')} · ${strings.title}`, description: plain.slice(0, 300), depth: '../', here: 'causes' },
    h('main', { class: 'reading' }, h('p', { class: 'crumb' }, h('a', { href: 'index.html' }, strings.allCauses), ' / ', h('code', {}, name)),
      h('h1', {}, ...prose(title)), body, h('p', { class: 'onward' }, h('a', { class: 'button main', href: '../index.html' }, strings.diagnose))))
}

export function codesPage(codes: { code: string; name: string; title: string }[], questions: { name: string; title: string }[]): string {
  return document({ title: `${strings.allCauses} · ${strings.title}`, description: strings.description, depth: '../', here: 'causes' },
    h('main', { class: 'reading' }, h('h1', {}, strings.allCauses),
      h('h2', {}, strings.questions),
      h('ul', { class: 'list' }, questions.map((one) => h('li', {}, h('a', { href: `${one.name}.html` }, ...prose(one.title))))),
      h('h2', {}, strings.causes),
      h('ul', { class: 'list' }, codes.map((one) => h('li', {}, h('a', { href: `${one.name}.html` }, one.name), h('span', { class: 'code' }, one.code), h('p', {}, ...prose(one.title)))))))
}
