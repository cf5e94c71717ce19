// Serves files to a browser under a policy as strict as a page can have that runs WebAssembly.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import puppeteer from 'puppeteer-core'

const types = { '.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm' }
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
const trusted = "; require-trusted-types-for 'script'; trusted-types app"

/** A folder, and `pages` by path beside it. */
export function serve(folder, pages = {}, { trustedTypes = true } = {}) {
  const policy = trustedTypes ? strict + trusted : strict
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname
    const file = path.join(folder, name)
    const body = pages[name] ?? (fs.existsSync(file) && fs.statSync(file).isFile() && fs.readFileSync(file))
    if (!body) return response.writeHead(name === '/favicon.ico' ? 204 : 404).end()
    response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'text/html', 'content-security-policy': policy, 'x-content-type-options': 'nosniff' }).end(body)
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() })))
}

export const launch = () => puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', '--disable-background-networking'],
})

/** Opens a page and waits for its title: `{ page, title, complaints }`. */
export async function open(browser, address) {
  const page = await browser.newPage()
  const complaints = []
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address)
  await page.waitForFunction(() => document.title !== '', { timeout: 60000 }).catch(() => complaints.push('the page never said anything'))
  return { page, title: await page.title(), complaints }
}
