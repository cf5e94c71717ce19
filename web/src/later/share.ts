// A link with everything in its fragment, and what is read from one. Secrets are removed by the core, and what goes in is shown first.
import type { Options } from 'whycors'

import type { Analyzer } from '../analyzer'
import { h, patch } from '../node'
import { strings } from '../strings'
import { button } from '../views/prose'

type Choices = Pick<Options, 'origin' | 'credentials' | 'initiator'>
export interface Shared { text: string; choices: Choices }

const prefix = '#v1.'
/** Longer ones are cut by chats and ticket trackers. */
const mostOfLink = 30_000
/** No link of this length holds more by honest means. */
const mostOfText = 4_000_000

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array | null> {
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(stream).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > most) {
      void reader.cancel().catch(() => {})
      return null
    }
    chunks.push(value)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

const toBase64Url = (bytes: Uint8Array) => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
const fromBase64Url = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0))

export async function fragmentOf(shared: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(shared))
  return prefix + toBase64Url((await through(bytes, new CompressionStream('deflate-raw'), Infinity))!)
}

const words = { credentials: ['omit', 'same-origin', 'include'], initiator: ['fetch', 'xhr', 'image', 'script', 'module', 'style', 'font', 'media', 'track', 'eventsource', 'beacon'] }

/** null for a link that is damaged, or that holds more than one may. */
export async function read(fragment: string): Promise<Shared | null> {
  try {
    const bytes = await through(fromBase64Url(fragment.slice(prefix.length)), new DecompressionStream('deflate-raw'), mostOfText)
    const { text, choices } = JSON.parse(new TextDecoder().decode(bytes!)) as { text: unknown; choices?: Record<string, unknown> }
    if (typeof text !== 'string') return null
    const known: Record<string, string> = {}
    if (typeof choices?.['origin'] === 'string') known['origin'] = choices['origin']
    for (const [name, values] of Object.entries(words)) if (values.includes(String(choices?.[name]))) known[name] = String(choices![name])
    return { text, choices: known }
  } catch {
    return null
  }
}

/** As the module's `redact` gives it. */
interface Redacted { text: string; removed: { kind: string; count: number }[] }

export async function openShare(dialog: HTMLDialogElement, analyzer: Analyzer, text: string, choices: Choices, copy: (link: string, clicked: HTMLElement) => void) {
  const close = h('form', { method: 'dialog' }, h('button', { class: 'button', part: 'button' }, strings.shareClose))
  const title = h('h2', { id: 'share-title' }, strings.shareTitle)
  let link = ''
  try {
    const redacted = await analyzer.call<Redacted>('redact', text)
    const fragment = await fragmentOf({ text: redacted.text, choices })
    const removed = redacted.removed.map(({ kind, count }) => strings.removedCount(kind, count))
    const isShort = fragment.length <= mostOfLink
    if (isShort) link = location.href.replace(/#.*$/s, '') + fragment
    patch(dialog, [title,
      h('p', {}, isShort ? strings.shareSay : strings.shareTooLong),
      isShort && h('pre', { tabindex: '0', role: 'group', 'aria-label': strings.sharePreview, class: 'share-preview' }, redacted.text),
      h('p', { class: 'share-removed' }, removed.length === 0 ? strings.shareNothing
        : h('span', {}, h('b', {}, strings.shareRemoved), ' ', removed.join(', '))),
      isShort && h('p', { class: 'hint' }, strings.shareSize(link.length)),
      h('div', { class: 'share-foot' }, isShort && button(strings.shareCopy, { class: 'button main', 'data-link': '' }), close),
    ].filter((one) => one !== false))
  } catch {
    patch(dialog, [title, h('p', {}, strings.shareUnable), h('div', { class: 'share-foot' }, close)])
  }
  const copier = dialog.querySelector<HTMLElement>('[data-link]')
  if (copier) copier.onclick = () => copy(link, copier)
  dialog.showModal()
}
