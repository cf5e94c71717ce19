// The page itself, around a finished example; run at build time.
import type { Report } from 'whycors'

import { h } from '../node'
import { frameStrings, siteStrings } from '../strings'
import { diagnosis } from '../views/diagnosis'
import { shell } from '../views/shell'
import { document } from './document'

/** `modules` are the scripts that the page starts with. */
export function indexPage(report: Report, example: string, sampleTitles: string[], modules: string[], needsCore: boolean): string {
  return document({
    title: siteStrings.pageTitle, description: siteStrings.description, depth: '', here: 'diagnose',
    head: [
      ...(needsCore ? ['<link rel="preload" href="whycors-core.wasm" as="fetch" type="application/wasm" crossorigin>'] : []),
      ...modules.map((file) => `<link rel="modulepreload" href="${file}">`),
      '<script type="module" src="main.js"></script>',
    ],
  },
  h('main', { class: 'wide' }, h('h1', { class: 'visually-hidden' }, siteStrings.pageTitle),
    h('noscript', {}, h('p', { class: 'no-script' }, siteStrings.noScript)), shell(example, diagnosis(report, example, ''), sampleTitles, frameStrings.privacyHow)))
}
