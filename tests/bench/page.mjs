// From navigation to the first diagnosis that the page's own analyser made: the page, against the same page whose worker has a
// plain-JavaScript evaluator instead of the core. That one reads no paste: it runs the twin on the example's exchange and hands
// over a report made beforehand. Both are served from loopback, compressed by brotli, also over an emulated line.
//   node tests/bench/page.mjs [runs]        prints the medians and their ratio
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequire } from 'node:module'
import { brotliCompressSync } from 'node:zlib'

const root = path.resolve(import.meta.dirname, '../..')
const require = createRequire(path.join(root, 'tests/web/package.json'))
const { default: puppeteer } = await import(pathToFileURL(require.resolve('puppeteer-core')))
const runs = Number(process.argv[2] ?? 15)
const twinSite = path.join(root, 'build/twin-site')

/** The worker's module of the yardstick. */
async function writeStandIn() {
  const { loadWhycors } = await import(pathToFileURL(path.join(root, 'build/npm/whycors.node.mjs')))
  const html = fs.readFileSync(path.join(root, 'build/site/index.html'), 'utf8')
  const example = /<textarea id="paste"[^>]*>([^<]*)<\/textarea>/.exec(html)[1].replace(/&quot;/g, '"').replace(/&gt;/g, '>').replace(/&lt;/g, '<').replace(/&amp;/g, '&')
  const report = (await loadWhycors()).diagnose(example, { platform: 'nginx', steps: false })
  const exchange = {
    request: { url: 'https://api.example.com/data', origin: 'https://app.example.com', method: 'PUT', headers: [['Content-Type', 'application/json'], ['X-Request-Id', '1']] },
    preflight: { status: 204, headers: [['Access-Control-Allow-Origin', 'https://app.example.com'], ['Access-Control-Allow-Methods', 'GET, PUT'], ['Access-Control-Allow-Headers', 'Content-Type']] },
  }
  const file = path.join(root, 'build/stand-in.mjs')
  fs.writeFileSync(file, `import * as twin from ${JSON.stringify(path.join(root, 'tests/bench/twin.mjs'))}
const report = ${JSON.stringify(report)}
const exchange = ${JSON.stringify(exchange)}
export const loadWhycors = async () => ({ diagnose() { return { ...report, twin: twin.evaluate(exchange) } } })
`)
  return file
}

function serve(folder) {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' }
  const kept = new Map()
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.replace(/\/$/, '/index.html')
    const file = path.join(folder, name)
    if (!fs.existsSync(file)) return response.writeHead(404).end()
    if (!kept.has(name)) kept.set(name, brotliCompressSync(fs.readFileSync(file)))
    response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'text/plain', 'Content-Encoding': 'br', 'Cache-Control': 'no-store' }).end(kept.get(name))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ address: `http://localhost:${server.address().port}/`, close: () => { server.closeAllConnections(); server.close() } })))
}

async function once(browser, address, line) {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      if (!document.getElementById('result')?.dataset.of) return
      observer.disconnect()
      window.answeredAt = performance.now()
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-of'] })
  })
  if (line) await page.emulateNetworkConditions(line)
  await page.goto(address)
  const time = await (await page.waitForFunction(() => window.answeredAt, { polling: 20, timeout: 60000 })).jsonValue()
  await context.close()
  return time
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1]
execFileSync(process.execPath, [path.join(root, 'web/build.mjs'), '--out', twinSite, '--stand-in', await writeStandIn()], { stdio: 'inherit', cwd: path.join(root, 'web') })
const [page, twin] = [await serve(path.join(root, 'build/site')), await serve(twinSite)]
const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
const lines = { loopback: null, '9 Mbit/s, 60 ms': { download: 9e6 / 8, upload: 9e6 / 8, latency: 60 } }
for (const [name, line] of Object.entries(lines)) {
  const times = { page: [], twin: [] }
  // Turn about, so that what else the machine does falls on both.
  for (let run = 0; run < runs; ++run) {
    times.page.push(await once(browser, page.address, line))
    times.twin.push(await once(browser, twin.address, line))
  }
  console.log(`${name.padEnd(16)} page ${median(times.page).toFixed(0)} ms (least ${Math.min(...times.page).toFixed(0)}), plain JavaScript ${median(times.twin).toFixed(0)} ms (least ${Math.min(...times.twin).toFixed(0)}): ${(median(times.page) / median(times.twin)).toFixed(2)} times`)
}
await browser.close()
page.close()
twin.close()
