// The page in a real Chromium, served from a plain static server.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { after, before, test } from 'node:test'
import puppeteer from 'puppeteer-core'

const root = path.resolve(import.meta.dirname, '../..')
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let server
let browser
let address

before(async () => {
  server = spawn(process.execPath, ['scripts/serve.mjs', 'build/site', '18080'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  address = await new Promise((resolve) => server.stdout.once('data', (line) => resolve(/http:\S+/.exec(String(line))[0])))
  browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  })
})
after(async () => {
  await browser?.close()
  server?.kill()
})

/** A fresh page with everything that it asked for and complained about. */
async function open({ width = 1280, scheme = 'light', scripting = true } = {}) {
  const page = await browser.newPage()
  const requests = []
  const errors = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.setViewport({ width, height: 900 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.setJavaScriptEnabled(scripting)
  await page.goto(address, { waitUntil: 'networkidle0' })
  return { page, requests, errors }
}

async function paste(page, text) {
  const before = await page.$eval('#status', (one) => one.textContent)
  await page.$eval('#paste', (box, value) => {
    box.value = value
    box.dispatchEvent(new Event('input'))
  }, text)
  await page.waitForFunction((old) => document.getElementById('status').textContent !== old, { timeout: 15000 }, before)
  return page.$eval('#verdict', (one) => one.textContent)
}

const wildcard = 'GET /x HTTP/1.1\nHost: api.example\nOrigin: https://app.example\nCookie: a=b\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n'

test('the first paint is a finished example, readable without scripting', async () => {
  const { page } = await open({ scripting: false })
  assert.match(await page.$eval('#verdict', (one) => one.textContent), /^Blocked in every browser/)
  assert.equal((await page.$$('.chip')).length, 3)
  await page.close()
})

test('a paste is answered: sentence, chips, proof and fix', async () => {
  const { page, errors } = await open()
  assert.match(await paste(page, wildcard), /allows any origin \(\*\), but the request is sent with credentials/)
  assert.deepEqual(await page.$$eval('.chip', (chips) => chips.map((chip) => chip.dataset.verdict)), ['blocked', 'blocked', 'blocked'])
  assert.equal(await page.$eval('.quote[data-kind=primary] mark', (one) => one.textContent), '*')
  assert.match(await page.$eval('.fix', (one) => one.textContent), /exact origin/)
  assert.deepEqual(errors, [])
  await page.close()
})

test('marks stand at the right place behind emoji', async () => {
  const { page } = await open()
  await paste(page, '😀 é\n' + wildcard)
  assert.equal(await page.$eval('.quote[data-kind=primary] mark', (one) => one.textContent), '*')
  await page.close()
})

test('a block can be taken as something else', async () => {
  const { page } = await open()
  await paste(page, 'access-control-allow-origin: *\naccess-control-allow-methods: PUT\n')
  assert.match(await page.$eval('.blocks', (one) => one.textContent), /response to the preflight/)
  await page.select('.blocks select', 'response')
  await page.waitForFunction(() => /response to the request/.test(document.querySelector('.blocks').textContent))
  assert.match(await page.$eval('#verdict', (one) => one.textContent), /^Allowed/)
  await page.close()
})

test('hostile text stays text', async () => {
  const { page, errors } = await open()
  await paste(page, 'GET /<img src=x onerror=alert(1)> HTTP/1.1\nHost: <script>alert(1)</script>\nOrigin: "><svg onload=alert(1)>\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: <b>no</b>\n')
  assert.equal(await page.$$eval('#result img, #result script, #result b b, #result svg[onload]', (all) => all.length), 0)
  assert.deepEqual(errors, [])
  await page.close()
})

test('nothing leaves: every request is of the site, and foreign ones are refused in page and worker', async () => {
  const { page, requests } = await open()
  await paste(page, wildcard)
  assert.ok(requests.every((url) => url.startsWith(address) || url.startsWith('data:') || url.startsWith('blob:')), requests.join('\n'))
  const foreign = address.replace('localhost', '127.0.0.1')
  const reached = await page.evaluate(async (url) => {
    const tryFetch = () => fetch(url, { mode: 'no-cors' }).then(() => 'reached', () => 'refused')
    const source = URL.createObjectURL(new Blob([`onmessage = async ({ data }) => postMessage(await fetch(data, { mode: 'no-cors' }).then(() => 'reached', () => 'refused'))`], { type: 'text/javascript' }))
    let worker
    try {
      worker = new Worker(source)
    } catch {
      return [await tryFetch(), 'refused']
    }
    worker.postMessage(url)
    return [await tryFetch(), await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = () => resolve('refused') })]
  }, foreign)
  assert.deepEqual(reached, ['refused', 'refused'])
  await page.close()
})

test('a diagnosis can be kept: Markdown whose fences hold whatever was pasted, and JSON', async () => {
  const { page } = await open()
  await paste(page, 'GET /```/x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ```https://www.example.com\n\n')
  await page.evaluate(() => { navigator.clipboard.writeText = (text) => { window.kept = text; return Promise.resolve() } })
  await page.click('[data-keep=markdown]')
  const markdown = await page.evaluate(() => window.kept)
  assert.match(markdown, /^### .+\n\n\| Browser \| Verdict/)
  assert.match(markdown, /\n````\nAccess-Control-Allow-Origin: ```https:\/\/www\.example\.com\n````\n/)
  const json = await page.evaluate(() => new Promise((resolve) => {
    URL.createObjectURL = (blob) => { void blob.text().then((text) => resolve(JSON.parse(text))); return 'about:blank' }
    HTMLAnchorElement.prototype.click = () => {}
    document.querySelector('[data-keep=json]').dispatchEvent(new MouseEvent('click', { bubbles: true }))
  }))
  assert.ok(json.findings.length > 0)
  await page.close()
})

test('the keyboard alone is enough: explicit analysis moves the focus to the answer', async () => {
  const { page } = await open()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'paste')
  await page.keyboard.down('Control')
  await page.keyboard.press('Enter')
  await page.keyboard.up('Control')
  await page.waitForFunction(() => document.activeElement.id === 'verdict')
  await page.close()
})

test('a large paste does not freeze the page', async () => {
  const { page } = await open()
  const large = wildcard + '\n' + 'x'.repeat(79).concat('\n').repeat(65000)
  const verdict = await paste(page, large)
  assert.match(verdict, /credentials/)
  await page.close()
})

for (const scheme of ['light', 'dark'])
  for (const width of [360, 1280])
    test(`axe finds nothing in ${scheme} at ${width} px, and nothing scrolls sideways`, async () => {
      const { page } = await open({ scheme, width })
      await paste(page, wildcard)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
      // axe runs in an isolated world, which the page's policy does not bind.
      const context = await page.createCDPSession()
      const { frameTree } = await context.send('Page.getFrameTree')
      const { executionContextId } = await context.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
      const evaluate = async (expression) => (await context.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true })).result.value
      await evaluate(axe)
      const violations = await evaluate('axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target).join(" ")))')
      assert.deepEqual(violations, [])
      await page.close()
    })
