// The page in each real browser that is installed: the way from a paste to the fix, nothing leaves it, and it works offline.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isInstalled, launch } from './browsers.mjs'
import { console_, preflight, wildcard } from './pastes.mjs'
import { serveForeign, serveSite, siteFile } from './serving.mjs'

const run = (fn, ...args) => `(${fn})(...${JSON.stringify(args)})`

/** Waits for what `read` gives in the page to be true; long, for a service worker keeps the whole site before it is active. */
async function until(browser, read, ...args) {
  let last
  for (const end = Date.now() + 120000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    last = await browser.evaluate(run(read, ...args)).catch((error) => String(error))
    if (last === true) return
  }
  assert.fail(`not in time: ${read}: ${last}`)
}
async function paste(browser, text) {
  await browser.evaluate(run((value) => {
    delete document.getElementById('result').dataset.of
    const box = document.getElementById('paste')
    box.value = value
    box.dispatchEvent(new Event('input'))
    return true
  }, text))
  await until(browser, (size) => document.getElementById('result')?.dataset.of === size, String(text.length))
  return browser.evaluate(run(() => document.getElementById('verdict').textContent))
}

/** Source that fetches the URL, without a quote that could end the string it is put into. */
const visit = (url) => `fetch(String.fromCharCode(${[...url].map((one) => one.charCodeAt(0)).join()}),{mode:String.fromCharCode(${[...'no-cors'].map((one) => one.charCodeAt(0)).join()})}).then(()=>{},()=>{});`
const workerBegins = 'self.postMessage({ready:!0})'

for (const engine of ['chromium', 'gecko', 'webkit'])
  test(engine, { skip: !isInstalled(engine) && 'not installed' }, async (t) => {
    const site = await serveSite()
    const foreign = await serveForeign()
    const browser = await launch(engine)
    t.after(async () => {
      await browser.close()
      site.close()
      foreign.close()
    })
    await browser.resize(1280, 900)

    await t.test('from a paste to the fix', async () => {
      await browser.go(site.address)
      assert.match(await paste(browser, wildcard), /Blocked in every browser.*any origin/)
      assert.equal(await browser.evaluate(run(() => document.querySelector('.quote mark[data-kind=primary]').textContent)), '*')
      assert.match(await browser.evaluate(run(() => document.querySelector('.config pre').textContent)), /add_header/)
      assert.match(await paste(browser, preflight), /Allowed/)
      assert.equal(await browser.evaluate(run(() => document.querySelectorAll('.timeline .bar').length)), 3)
      assert.equal(await browser.evaluate(run(() => document.documentElement.scrollWidth <= innerWidth)), true)
      // A long mark is a line below the text, which each engine must know how to draw.
      await paste(browser, console_)
      assert.equal(await browser.evaluate(run(() => getComputedStyle(document.querySelector('.quote mark[data-long]')).textDecorationLine)), 'underline')
      if (process.env.WHYCORS_PICTURES) await browser.picture(`${process.env.WHYCORS_PICTURES}/${engine}.png`)
    })

    await t.test('a request is built', async () => {
      await browser.evaluate(run(() => document.getElementById('tab-build').click()))
      await until(browser, () => /preflight goes ahead/.test(document.querySelector('.built')?.textContent ?? ''))
      await browser.evaluate(run(() => document.getElementById('tab-paste').click()))
    })

    await t.test('a link holds the text in its fragment', async () => {
      const shared = await browser.evaluate(run(async (text) => {
        const stream = new Blob([JSON.stringify({ text, choices: { credentials: 'omit' } })]).stream().pipeThrough(new CompressionStream('deflate-raw'))
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
        return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
      }, wildcard))
      await browser.evaluate(run((fragment) => { location.hash = `v1.${fragment}` }, shared))
      await until(browser, (text) => document.getElementById('paste').value === text && /Allowed/.test(document.getElementById('verdict').textContent), wildcard)
      await browser.evaluate(run(() => { location.hash = 'v1.damaged' }))
      await until(browser, () => /damaged/.test(document.getElementById('trouble').textContent))
    })

    await t.test('without a network it works after the first visit', async () => {
      await until(browser, () => navigator.serviceWorker.getRegistration().then((one) => one?.active?.state === 'activated'))
      // What the server has now is no page; only what was kept is.
      site.overrides['/index.html'] = site.overrides['/'] = site.overrides['/main.js'] = 'gone'
      await browser.go(`${site.address}platforms.html`)
      await browser.go(site.address)
      assert.match(await paste(browser, wildcard), /any origin/)
      for (const name of ['/', '/index.html', '/main.js']) delete site.overrides[name]
    })

    await t.test('nothing reaches another origin, from page, worker or service worker; without the policy all would', async () => {
      const probed = async (isHeld) => {
        const free = await serveSite()
        const main = siteFile('main.js')
        assert.ok(main.includes(workerBegins))
        free.overrides['/main.js'] = main.replace(workerBegins, () => visit(`${foreign.address}worker`) + workerBegins)
        free.overrides['/sw.js'] = isHeld ? siteFile('sw.js') + visit(`${foreign.address}service`) : visit(`${foreign.address}service`) + siteFile('sw.js')
        const html = siteFile('index.html')
        free.overrides['/'] = isHeld ? html : html.replace(/<meta http-equiv[^>]*>/, '')
        const before = foreign.visits.length
        await browser.go(free.address)
        await paste(browser, wildcard)
        await browser.evaluate(run((url) => fetch(url, { mode: 'no-cors' }).then(() => true, () => true), `${foreign.address}page`))
        await until(browser, () => navigator.serviceWorker.getRegistration().then((one) => one?.active?.state === 'activated'))
        await new Promise((resolve) => setTimeout(resolve, 300))
        free.close()
        return foreign.visits.slice(before).sort()
      }
      assert.deepEqual(await probed(true), [])
      assert.deepEqual(await probed(false), ['/page', '/service', '/worker'])
    })
  })
