// A page as plain data: built by pure functions, written to HTML at build time, and to the DOM in the browser.
// Text is text in both: nothing that was pasted is ever parsed as markup.

export interface Element {
  tag: string
  attributes: Record<string, string>
  children: Node[]
}
export type Node = Element | string

export type Child = Node | null | undefined | false | Child[]

/** Without gaps and nesting, and with neighbouring texts joined, as an HTML parser would have them. */
function flat(children: Child[], into: Node[] = []): Node[] {
  for (const child of children) {
    if (Array.isArray(child)) flat(child, into)
    else if (typeof child === 'string' && typeof into.at(-1) === 'string') into[into.length - 1] += child
    else if (child) into.push(child)
  }
  return into
}

export function h(tag: string, attributes: Record<string, string | undefined | false> = {}, ...children: Child[]): Element {
  const given = Object.entries(attributes).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { tag, attributes: Object.fromEntries(given), children: flat(children) }
}

const svgTags = new Set(['svg', 'g', 'line', 'path', 'text', 'circle', 'rect', 'title'])
const rendered = new WeakMap<globalThis.Node, Record<string, string>>()

/** Sets what changed since the last rendering, so that what the reader typed, opened or chose stays. */
function patchAttributes(element: globalThis.Element, wanted: Record<string, string>) {
  const before = rendered.get(element) ?? Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
  for (const name of Object.keys(before))
    if (!(name in wanted)) {
      element.removeAttribute(name)
      if (name === 'checked') (element as HTMLInputElement).checked = false
    }
  for (const [name, value] of Object.entries(wanted)) {
    if (before[name] === value) continue
    element.setAttribute(name, value)
    if (name === 'checked') (element as HTMLInputElement).checked = true
    if (name === 'selected') (element as HTMLOptionElement).selected = true
    if (name === 'value' && element instanceof HTMLInputElement) element.value = value
  }
  rendered.set(element, wanted)
}

function isOf(there: globalThis.Node, node: Node): boolean {
  if (typeof node === 'string') return there.nodeType === 3
  return there.nodeType === 1 && (there as globalThis.Element).localName === node.tag
    && (there as globalThis.Element).id === (node.attributes['id'] ?? '')
    && ((there as globalThis.Element).getAttribute('class') ?? '') === (node.attributes['class'] ?? '')
}

export function toDom(node: Node): globalThis.Node {
  if (typeof node === 'string') return document.createTextNode(node)
  const element = svgTags.has(node.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', node.tag)
    : document.createElement(node.tag)
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value)
  rendered.set(element, node.attributes)
  for (const child of node.children) element.append(toDom(child))
  return element
}

/** Makes the children of `parent` these nodes, keeping every element that is still wanted, and with it focus and scroll. */
export function patch(parent: globalThis.Node, nodes: Node[]) {
  let at: ChildNode | null = parent.firstChild
  for (const node of nodes) {
    let found = at
    while (found && !isOf(found, node)) found = found.nextSibling
    if (!found) {
      parent.insertBefore(toDom(node), at)
      continue
    }
    while (at && at !== found) {
      const next: ChildNode | null = at.nextSibling
      at.remove()
      at = next
    }
    at = found.nextSibling
    if (typeof node === 'string') {
      if ((found as Text).data !== node) (found as Text).data = node
    } else {
      patchAttributes(found as globalThis.Element, node.attributes)
      patch(found, node.children)
    }
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling
    at.remove()
    at = next
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found)
const voids = new Set(['br', 'input', 'hr', 'link', 'meta'])

export function toHtml(node: Node): string {
  if (typeof node === 'string') return escape(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join('')
  const children = node.children.map(toHtml).join('')
  return voids.has(node.tag) ? `<${node.tag}${attributes}>` : `<${node.tag}${attributes}>${children}</${node.tag}>`
}
