// A page as plain data: built by pure functions, written to the DOM in the browser and to HTML at build time.
// Text is text in both: nothing that was pasted is ever parsed as markup.

export interface Element {
  tag: string
  attributes: Record<string, string>
  children: Node[]
}
export type Node = Element | string

type Child = Node | null | undefined | false | Child[]

const flat = (children: Child[]): Node[] =>
  children.flatMap((child) => (Array.isArray(child) ? flat(child) : child === null || child === undefined || child === false ? [] : [child]))

export function h(tag: string, attributes: Record<string, string | undefined | false> = {}, ...children: Child[]): Element {
  const given = Object.entries(attributes).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { tag, attributes: Object.fromEntries(given), children: flat(children) }
}

const svgTags = new Set(['svg', 'g', 'line', 'path', 'text', 'circle', 'rect', 'title'])

export function toDom(node: Node): globalThis.Node {
  if (typeof node === 'string') return document.createTextNode(node)
  const element = svgTags.has(node.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', node.tag)
    : document.createElement(node.tag)
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value)
  for (const child of node.children) element.append(toDom(child))
  return element
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found)
const voids = new Set(['br', 'input', 'hr'])

export function toHtml(node: Node): string {
  if (typeof node === 'string') return escape(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join('')
  const children = node.children.map(toHtml).join('')
  return voids.has(node.tag) ? `<${node.tag}${attributes}>` : `<${node.tag}${attributes}>${children}</${node.tag}>`
}
