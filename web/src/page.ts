// The whole page around a finished example; run at build time.
import type { Engines, Platform, Report } from 'whycors'

import { h, toHtml, type Element } from './node'
import { samples } from './samples'
import { strings } from './strings'
import { diagnosis, prose } from './view'

const policy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:",
  'worker-src blob:', "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", 'trusted-types whycors',
].join('; ')

const select = (id: string, label: string, choices: string[]) =>
  h('label', {}, label, h('select', { id }, h('option', { value: '' }, '–'), choices.map((choice) => h('option', { value: choice }, choice))))

function document(title: string, depth: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Paste a failing request: why CORS blocked it, in which browsers, and exactly what to change. Nothing leaves your device.">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${depth}styles.css">
${body}
</html>
`
}

export function indexPage(report: Report, example: string, platforms: Platform[]): string {
  const top = h('header', {}, h('h1', {}, strings.title), h('p', {}, strings.tagline), h('p', { class: 'privacy' }, strings.privacy))
  const box = h('section', { class: 'paste' },
    h('label', { for: 'paste' }, strings.pasteLabel), ' ', h('span', { class: 'hint' }, ...prose(strings.pasteHint)),
    h('textarea', { id: 'paste', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', autocorrect: 'off', rows: '9', placeholder: strings.placeholder }, example),
    h('div', { class: 'paste-foot' },
      h('output', { id: 'detected', for: 'paste' }, strings.example),
      h('label', { class: 'visually-hidden', for: 'samples' }, strings.samples),
      h('select', { id: 'samples' }, h('option', { value: '' }, `${strings.samples} …`), samples.map((sample, index) => h('option', { value: String(index) }, sample.title))),
      h('label', { class: 'server' }, strings.server, ' ', h('select', { id: 'platform' }, h('option', { value: '' }, strings.choose),
        platforms.map((one) => h('option', { value: one.name }, one.label)))),
      h('button', { type: 'button', id: 'clear' }, strings.clear)),
    h('details', { id: 'choices' }, h('summary', {}, h('span', { class: 'hint' }, 'What the text does not say')),
      h('div', { class: 'choices' },
        h('label', {}, strings.origin, h('input', { id: 'origin', type: 'text', placeholder: 'https://app.example.com', autocomplete: 'off', spellcheck: 'false' })),
        select('credentials', strings.credentials, ['omit', 'same-origin', 'include']),
        select('initiator', strings.initiator, ['fetch', 'xhr', 'image', 'script', 'module', 'style', 'font', 'media', 'eventsource', 'beacon']))))
  const main = h('main', {}, box, h('p', { id: 'status', class: 'visually-hidden', role: 'status' }), h('div', { id: 'result' }, diagnosis(report, example)))
  const foot = h('footer', {}, h('p', {}, strings.footer, ' ', h('a', { href: 'codes/index.html' }, strings.allCauses), ' · ', h('a', { href: 'platforms.html' }, strings.platforms), ' · ', h('a', { href: 'conformance.html' }, strings.conformance)))
  return document('whycors: why did the browser block it?', '',
    `<link rel="modulepreload" href="main.js">\n<link rel="preload" href="whycors-core.wasm" as="fetch" type="application/wasm" crossorigin>\n</head>\n<body>\n${toHtml(top)}\n${toHtml(main)}\n${toHtml(foot)}\n<noscript><p>${strings.noScript}</p></noscript>\n<script type="module" src="main.js"></script>\n</body>`)
}

/** The explanations' Markdown is our own: a title, paragraphs, backquoted code, and fenced examples. */
function markdownOf(text: string): Element[] {
  return text.split(/^```/m).flatMap((part, index) => {
    if (index % 2 === 0) return part.trim().split(/\n\n+/).filter(Boolean).map((paragraph) => h('p', {}, ...prose(paragraph.replace(/\n/g, ' '))))
    const [kind = '', ...lines] = part.split('\n')
    const caption = { bad: 'Blocked, or a fault:', good: 'Right:' }[kind]
    return [...(caption ? [h('p', { class: 'hint' }, caption)] : []), h('pre', { tabindex: '0', 'data-example': kind }, lines.join('\n').replace(/\n$/, ''))]
  })
}

export function explainPage(name: string, markdown: string): string {
  const [title = name] = markdown.trim().split('\n', 1)
  const body = h('main', { class: 'page-explain' }, h('h1', {}, title.replace(/^# /, '')),
    markdownOf(markdown.trim().slice(title.length)),
    h('p', {}, h('a', { href: '../index.html' }, 'Diagnose a failing call'), ' · ', h('a', { href: 'index.html' }, strings.allCauses)))
  return document(`${name}: whycors`, '../', `</head>\n<body>\n${toHtml(body)}\n</body>`)
}

export function platformsPage(platforms: Platform[]): string {
  const row = (one: Platform) => h('tr', {}, h('th', { scope: 'row' }, h('a', { href: one.documentation }, one.label)),
    h('td', {}, one.evidence), h('td', {}, one.evidence === 'documented' ? '' : one.version),
    h('td', {}, h('ul', { class: 'notes' }, one.traps.map((trap) => h('li', {}, ...prose(trap))))))
  const body = h('main', { class: 'page-explain wide' }, h('h1', {}, 'Proven configs'),
    h('p', {}, 'A config is called proven when it was loaded in the real server of that version and the failing call passed in Chromium, Firefox and WebKit, while a foreign origin, an unlisted header and an unlisted method were still refused, errors carried the headers too, and caches were told by Vary. The others follow the documentation that they link to.'),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Platforms' }, h('table', {},
      h('thead', {}, h('tr', {}, ['Platform', 'Evidence', 'Version', 'Where it goes wrong'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, platforms.map(row)))),
    h('p', {}, h('a', { href: 'index.html' }, 'Diagnose a failing call')))
  return document('Proven CORS configs: whycors', '', `</head>\n<body>\n${toHtml(body)}\n</body>`)
}

/** What scripts/conformance --summary writes. */
export type Conformance = Record<'chromium' | 'gecko' | 'webkit', {
  version: string
  exchanges: number
  properties: Record<string, { compared: number; agreed: number }>
}>

export function conformancePage(results: Conformance, engines: Engines): string {
  const names = Object.keys(results) as (keyof Conformance)[]
  const share = ({ compared, agreed }: { compared: number; agreed: number }) =>
    `${agreed === compared ? '100' : ((100 * agreed) / compared).toFixed(2)} % of ${compared}`
  const table = (head: string[], rows: Element[]) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': head[0] ?? '' },
    h('table', {}, h('thead', {}, h('tr', {}, head.map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, rows)))
  const agreement = Object.entries(strings.properties).map(([property, label]) => h('tr', {}, h('th', { scope: 'row' }, label),
    names.map((name) => {
      const found = results[name].properties[property]
      return h('td', {}, found ? share(found) : strings.none)
    })))
  const quirks = engines.quirks.map((quirk) => h('tr', {}, h('td', {}, ...prose(quirk.summary)),
    h('td', {}, quirk.engines.map((name) => (name === 'webkit' ? 'WebKit' : strings.engineNames[name])).join(', '), quirk.scope === 'port' ? ` (${strings.port})` : ''),
    h('td', {}, ...prose(quirk.evidence))))
  const body = h('main', { class: 'page-explain wide' }, h('h1', {}, strings.conformance),
    ...strings.conformanceIntro.map((text) => h('p', {}, ...prose(text))),
    table(['Compared', ...names.map((name) => results[name].version)], [
      h('tr', {}, h('th', { scope: 'row' }, 'Exchanges'), names.map((name) => h('td', {}, String(results[name].exchanges)))), ...agreement]),
    h('h2', {}, strings.openQuestions), h('ul', {}, strings.open.map((text) => h('li', {}, ...prose(text)))),
    h('h2', {}, strings.deviations), table(['What is done otherwise than the standard says', 'By', 'The exchange that shows it'], quirks),
    h('p', {}, h('a', { href: 'index.html' }, 'Diagnose a failing call')))
  return document('How well whycors agrees with browsers', '', `</head>\n<body>\n${toHtml(body)}\n</body>`)
}

export function codesPage(codes: { code: string; name: string; title: string }[], questions: { name: string; title: string }[]): string {
  const body = h('main', { class: 'page-explain' }, h('h1', {}, strings.questions),
    h('ul', {}, questions.map((one) => h('li', {}, h('a', { href: `${one.name}.html` }, one.title)))),
    h('h2', {}, strings.causes),
    h('ul', {}, codes.map((one) => h('li', {}, h('a', { href: `${one.name}.html` }, one.name), ' ', one.code, ': ', ...prose(one.title)))),
    h('p', {}, h('a', { href: '../index.html' }, 'Diagnose a failing call')))
  return document('Questions and causes: whycors', '../', `</head>\n<body>\n${toHtml(body)}\n</body>`)
}
