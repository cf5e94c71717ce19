// How to put <whycors-tool> into a page of one's own; and a page that is not of this site, with a policy and a look of its own.
import { h, toHtml } from '../node'
import { siteStrings } from '../strings'
import { copyable, prose } from '../views/prose'
import { document } from './document'

/** The least that a host's policy must allow. */
export const hostPolicy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'", 'worker-src blob:',
  "require-trusted-types-for 'script'", 'trusted-types whycors',
].join('; ')

const words = siteStrings.embed
const tag = '<script type="module" src="whycors-tool.js"></script>\n<whycors-tool platform="nginx"></whycors-tool>\n'

export function embedPage(): string {
  return document({
    title: `${words.title} · ${siteStrings.title}`, description: words.intro.replace(/`/g, ''), depth: '', here: 'embed', policy: hostPolicy.replace("style-src 'self'", "style-src 'self'; img-src 'self'"),
    head: ['<script type="module" src="whycors-tool.js"></script>'],
  },
  h('main', { class: 'reading broad' }, h('h1', {}, words.title), h('p', {}, ...prose(words.intro)), copyable(tag, null, 'HTML'),
    h('p', {}, ...prose(words.policy)), copyable(hostPolicy.split('; ').join(';\n'), null, 'Content-Security-Policy'),
    h('p', {}, ...prose(words.attributes)), h('p', {}, ...prose(words.style)), h('p', {}, ...prose(words.event)),
    h('h2', {}, words.here), h('whycors-tool', { platform: 'nginx' })))
}

/** A stranger's page: what it holds is only what a host needs. */
export function strangerPage(policy: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${toHtml(h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }))}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tools of a stranger</title>
<link rel="stylesheet" href="stranger.css">
<script type="module" src="whycors-tool.js"></script>
</head>
<body>
<h1>Tools of a stranger</h1>
<whycors-tool platform="nginx" theme="dark"></whycors-tool>
</body>
</html>
`
}
