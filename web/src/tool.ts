// <whycors-tool>: the same page as a custom element, in a shadow tree, from the host's own files.
import type { Report } from 'whycors'

import { App } from './app'
import { h, toDom } from './node'
import { frameStrings } from './strings'
import { shell } from './views/shell'
import { welcome } from './views/unsure'

declare const STYLES: string
declare const SAMPLE_TITLES: string[]

const beside = new URL('.', import.meta.url).href

export class WhycorsTool extends HTMLElement {
  static observedAttributes = ['platform']
  #app: App | undefined

  connectedCallback() {
    if (this.#app) return
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLES)
    root.adoptedStyleSheets = [sheet]
    root.append(toDom(h('div', { class: 'host' }, shell('', welcome([]), SAMPLE_TITLES, frameStrings.privacyHowEmbedded))))
    const pages = this.getAttribute('pages')
    this.#app = new App({
      root, wasm: new URL('whycors-core.wasm', beside).href, platform: this.getAttribute('platform') ?? '', remembers: false,
      pages: pages === null ? null : pages.replace(/\/?$/, '/'),
      onReport: (report: Report) => {
        this.dispatchEvent(new CustomEvent('whycors-report', { detail: report, bubbles: true, composed: true }))
      },
    })
  }

  attributeChangedCallback(_name: string, _before: string | null, now: string | null) {
    if (this.#app && now !== null && now !== this.#app.platform) this.#app.platform = now
  }
}

if (!customElements.get('whycors-tool')) customElements.define('whycors-tool', WhycorsTool)
