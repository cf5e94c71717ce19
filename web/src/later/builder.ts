// The request builder: what would be sent, whether a preflight goes ahead, and then, from what the server answers, the diagnosis.
import type { EngineReport, Options, Report } from 'whycors'

import type { Analyzer } from '../analyzer'
import { h, patch, type Child, type Element } from '../node'
import { strings } from '../strings'
import { browsers, copyable, prose, segments, select } from '../views/prose'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const formats = ['raw', 'curl', 'http', 'fetch'] as const
type Format = (typeof formats)[number]

interface Built { report: Report; texts: Record<Format, string> }

const words = strings.builder

function form(): Element {
  const field = (label: string, id: string, control: Element) => h('div', { class: 'field' }, h('label', { for: id }, label), control)
  const plain = { autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', class: 'input' }
  return h('form', { class: 'builder' },
    h('div', { class: 'field-row' },
      field(words.method, 'build-method', select({ id: 'build-method', name: 'method' }, methods.map((one): [string, string] => [one, one]), 'PUT')),
      field(words.url, 'build-url', h('input', { ...plain, id: 'build-url', name: 'url', type: 'text', inputmode: 'url', value: 'https://api.example.com/data' }))),
    field(words.origin, 'build-origin', h('input', { ...plain, id: 'build-origin', name: 'origin', type: 'text', inputmode: 'url', value: 'https://app.example.com' })),
    h('div', { class: 'field' }, h('span', { class: 'label', 'aria-hidden': 'true' }, words.credentials),
      segments('build-credentials', words.credentials, ['omit', 'same-origin', 'include'].map((one): [string, string] => [one, one]), 'same-origin', {})),
    field(words.headers, 'build-headers', h('textarea', { ...plain, id: 'build-headers', name: 'headers', rows: '3', placeholder: words.headersPlaceholder }, 'Content-Type: application/json')),
    h('h2', {}, words.answers),
    h('div', { class: 'field', id: 'field-preflight' }, h('label', { for: 'build-preflight' }, words.answerPreflight),
      h('textarea', { ...plain, id: 'build-preflight', name: 'preflight', rows: '4', placeholder: words.answerPlaceholder })),
    field(words.answerActual, 'build-response', h('textarea', { ...plain, id: 'build-response', name: 'response', rows: '4', placeholder: words.answerPlaceholder.replace('204 No Content', '200 OK') })))
}

export class Builder {
  readonly #form: HTMLFormElement
  #built: Built | undefined
  #fault = ''
  #format: Format = 'raw'
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(readonly panel: HTMLElement, readonly analyzer: Analyzer, readonly onChange: () => void) {
    patch(panel, [form()])
    this.#form = panel.querySelector('form')!
    this.#form.addEventListener('submit', (event) => event.preventDefault())
    this.#form.addEventListener('input', () => {
      clearTimeout(this.#waiting)
      this.#waiting = setTimeout(() => void this.refresh(), 150)
    })
    panel.getRootNode().addEventListener('change', (event) => {
      const target = event.target as HTMLInputElement
      if (target.dataset['format'] === undefined) return
      this.#format = target.value as Format
      onChange()
    })
  }

  #value(name: string): string {
    return String(new FormData(this.#form).get(name) ?? '')
  }
  #request() {
    const headers = this.#value('headers').split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').map((line) => {
      const colon = line.indexOf(':')
      return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    })
    return { url: this.#value('url').trim(), origin: this.#value('origin').trim(), method: this.#value('method'), credentials: this.#value('build-credentials'), headers }
  }

  /** Asks the core anew; what it says against the request is shown in its place. */
  async refresh() {
    const request = this.#request()
    try {
      const report = await this.analyzer.call<Report>('evaluate', { request })
      const texts = await Promise.all(formats.map((as) => this.analyzer.call<string>('preflight', { request }, { as })))
      this.#built = { report, texts: Object.fromEntries(formats.map((one, index) => [one, texts[index]!])) as Built['texts'] }
      this.#fault = ''
    } catch (error) {
      this.#built = undefined
      this.#fault = error instanceof Error ? error.message : String(error)
    }
    const asks = this.#built !== undefined && browsers.some((engine) => this.#built!.report.engines[engine]?.preflightSent)
    this.panel.querySelector<HTMLElement>('#field-preflight')!.hidden = !asks
    this.onChange()
  }

  /** The request and the answers as one text, which is diagnosed as any paste is. */
  asked(): { text: string; options: Pick<Options, 'origin' | 'credentials'> } {
    const { url, origin, method, credentials, headers } = this.#request()
    const answer = (name: string) => this.#value(name).trim()
    const parts: string[] = []
    const asker = browsers.map((engine) => this.#built?.report.engines[engine]?.preflightRequest).find((one) => one !== undefined)
    if (asker && answer('preflight'))
      parts.push([`OPTIONS ${url} HTTP/1.1`, ...asker.headers.map(([name, value]) => `${name}: ${value}`)].join('\n'), answer('preflight'))
    parts.push([`${method} ${url} HTTP/1.1`, `Origin: ${origin}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n'))
    if (answer('response')) parts.push(answer('response'))
    return { text: parts.join('\n\n') + '\n', options: { origin, credentials: credentials as 'omit' } }
  }

  view(): Element {
    if (!this.#built) return h('section', { class: 'built', part: 'section' }, h('p', { class: 'fault', role: 'alert' }, ...prose(this.#fault || words.loading)))
    const { report, texts } = this.#built
    const engines = browsers.flatMap((engine) => report.engines[engine] ?? [])
    if (engines.every((one) => one.verdict === 'blocked' && one.stage === 'request'))
      return h('section', { class: 'built', part: 'section' }, h('h2', { class: 'built-title' }, words.neverSent), h('p', { class: 'fault' }, ...prose(report.summary)))
    const sent = engines.filter((one) => one.preflightSent).length
    const title = sent === 0 ? words.notPreflighted : sent === engines.length ? words.preflighted : words.differ
    const asks = (one: EngineReport) => one.preflightSent && one.preflightRequest
      ? one.preflightRequest.headers.filter(([name]) => /^access-control-request-/i.test(name)).map(([name, value]) => `${name}: ${value}`).join('\n') : ''
    const isSame = new Set(engines.map(asks)).size === 1
    const because: Child = report.preflight.because.length > 0
      ? [words.because, ' ', report.preflight.because.map(({ kind, name }, index) => [index > 0 && (index < report.preflight.because.length - 1 ? ', ' : ` ${words.and} `), words.kinds[kind] ?? kind, name !== undefined && [' ', h('code', {}, name)]]), '.']
      : words.notBecause
    return h('section', { class: 'built', part: 'section' },
      h('h2', { class: 'built-title' }, title),
      h('p', {}, because),
      !/^[a-z][a-z0-9+.-]*:/i.test(this.#value('url').trim()) && h('p', { class: 'fault' }, ...prose(words.relative)),
      !isSame && h('ul', { class: 'built-engines' }, browsers.map((engine) => report.engines[engine] && h('li', {},
        h('b', {}, strings.engineNames[engine]), ' ', report.engines[engine].preflightSent ? h('pre', {}, asks(report.engines[engine])) : words.notPreflighted))),
      copyable(texts[this.#format].replace(/\r\n/g, '\n').trimEnd(), segments('format', words.sends, formats.map((one): [string, string] => [one, words.formats[one]]), this.#format, { 'data-format': '' }), words.sends))
  }
}
