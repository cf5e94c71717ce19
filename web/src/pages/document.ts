// The frame of every page of the site: its policy, its head, its navigation.
import { h, toHtml, type Child } from '../node'
import { siteStrings } from '../strings'

export const policy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:",
  "worker-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", 'trusted-types whycors',
].join('; ')

export interface Page {
  title: string
  description: string
  /** '' at the top, '../' a folder below. */
  depth: string
  /** Of the navigation. */
  here: keyof typeof siteStrings.nav
  /** More for the head, each an element. */
  head?: string[]
  /** What the page needs beside what every page does. */
  policy?: string
}

function mark() {
  return h('svg', { viewBox: '0 0 28 20', class: 'mark', 'aria-hidden': 'true' },
    h('path', { d: 'M2 10 H17 M12 5 L17 10 L12 15', class: 'mark-arrow' }), h('path', { d: 'M23 2 V18', class: 'mark-bar' }))
}

function navigation({ depth, here }: Page) {
  const links: Record<keyof typeof siteStrings.nav, string> = {
    diagnose: 'index.html', causes: 'codes/index.html', platforms: 'platforms.html', conformance: 'conformance.html', embed: 'embed.html',
  }
  return h('header', { class: 'top' },
    h('a', { class: 'brand', href: `${depth}index.html` }, mark(), h('span', {}, siteStrings.title)),
    h('nav', { 'aria-label': siteStrings.navigation }, Object.entries(links).map(([name, file]) =>
      h('a', { href: depth + file, 'aria-current': name === here ? 'page' : false }, siteStrings.nav[name as keyof typeof links]))))
}

export function document(page: Page, ...body: Child[]): string {
  const { title, description, depth, head = [] } = page
  const meta = (attributes: Record<string, string>) => toHtml(h('meta', attributes))
  const content = h('body', {}, here(page) && h('a', { class: 'skip', href: '#verdict' }, siteStrings.skip), navigation(page), body,
    h('footer', { class: 'bottom' }, h('p', {}, siteStrings.footer, ' ', h('a', { href: `${depth}embed.html` }, siteStrings.footerEmbed))))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${meta({ 'http-equiv': 'Content-Security-Policy', content: page.policy ?? policy })}
${meta({ name: 'viewport', content: 'width=device-width, initial-scale=1' })}
${meta({ name: 'color-scheme', content: 'light dark' })}
${meta({ name: 'description', content: description })}
${toHtml(h('title', {}, title))}
<link rel="icon" href="${depth}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${depth}styles.css">
${head.join('\n')}
</head>
${toHtml(content)}
</html>
`
}

const here = (page: Page) => page.here === 'diagnose'
