// A recording of 300 MB: the module in Node and in Chromium against JSON.parse of the same, the command line against
// plain read(). Medians of several runs in turn, ratios rather than times. --markdown prints the rows of README's table.
// --size BYTES for another size.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { writeRecording } from './har_generator.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const markdown = process.argv.includes('--markdown')
const size = Number(process.argv[process.argv.indexOf('--size') + 1] || 0) || 300e6
const file = path.join(root, `build/recording-${size}.har`)
fs.mkdirSync(path.dirname(file), { recursive: true })
writeRecording(file, size, 1)

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
/** Each of them in turn, so that what else the machine does falls on all of them. */
async function inTurn(times, runs) {
  const taken = runs.map(() => [])
  for (let i = 0; i < times; ++i) for (const [at, run] of runs.entries()) taken[at].push(await run())
  return taken.map((results) => Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((one) => one[key]))])))
}

/** A program in a process of its own: `{ time, memory }` in milliseconds and MB. */
const inNode = (body) => () => JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', `
  const file = ${JSON.stringify(file)}
  const fs = await import('node:fs')
  const { loadWhycors } = await import(${JSON.stringify(pathToFileURL(path.join(root, 'build/npm/whycors.node.mjs')).href)})
  const whycors = await loadWhycors()
  whycors.diagnose('GET /')
  const start = performance.now()
  const count = await (async () => { ${body} })()
  const time = performance.now() - start
  console.log(JSON.stringify({ time, memory: process.resourceUsage().maxRSS / 1000, count }))`], { encoding: 'utf8', maxBuffer: 1 << 20 }))

const [own, parsed, bare] = await inTurn(5, [
  inNode('const handle = await fs.promises.open(file); const { entries } = await whycors.har(handle); await handle.close(); return entries'),
  inNode("return JSON.parse(fs.readFileSync(file, 'utf8')).log.entries.length"),
  inNode('return 0'),
])
if (own.count !== parsed.count) throw new Error(`${own.count} entries by the module, ${parsed.count} by JSON.parse`)

const cli = path.join(root, 'build/bin/whycors')
const timed = (command, args) => () => {
  const start = performance.now()
  try { execFileSync(command, args, { stdio: 'ignore' }) } catch ({ status }) { if (status !== 1) throw new Error(`${command} ended with ${status}`) }
  return { time: performance.now() - start }
}
const [native, read] = await inTurn(7, [timed(cli, ['har', file, '--json']), timed('dd', [`if=${file}`, 'of=/dev/null', 'bs=256k'])])

/** The most memory that the command line has held once it has read all of it. */
const nativeMemory = await new Promise((resolve, reject) => {
  const child = spawn(cli, ['har', '-', '--json'], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.on('error', reject)
  fs.createReadStream(file, { highWaterMark: 1 << 20 }).on('end', () => {
    // Asked before its input ends.
    setTimeout(() => {
      resolve(Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1000)
      child.stdin.end()
    }, 200)
  }).pipe(child.stdin, { end: false })
})

async function inChromium() {
  let puppeteer
  for (const place of ['tests/package/', 'tests/web/']) {
    try { puppeteer ??= (await import(createRequire(path.join(root, place)).resolve('puppeteer-core'))).default } catch { /* not installed there */ }
  }
  if (!puppeteer || !fs.existsSync('/usr/bin/chromium')) return undefined
  const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm' }
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname
    if (name === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><input type=file>')
    const asked = path.join(root, 'build/npm', name)
    if (!fs.existsSync(asked)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'text/plain' }).end(fs.readFileSync(asked))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const one = (work) => async () => {
    const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', protocolTimeout: 600000, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', '--disable-background-networking'] })
    try {
      const page = await browser.newPage()
      await page.goto(`http://127.0.0.1:${server.address().port}/`)
      await (await page.$('input')).uploadFile(file)
      const told = await page.evaluate(work)
      const { processInfo } = await (await browser.target().createCDPSession()).send('SystemInfo.getProcessInfo')
      const memory = Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))[1]) / 1000))
      return { ...told, memory }
    } finally {
      await browser.close()
    }
  }
  const results = await inTurn(3, [
    one(async () => {
      const whycors = await (await import('/whycors.mjs')).loadWhycors()
      const start = performance.now()
      const { entries } = await whycors.har(document.querySelector('input').files[0])
      return { time: performance.now() - start, count: entries }
    }),
    one(async () => {
      const start = performance.now()
      const count = JSON.parse(await document.querySelector('input').files[0].text()).log.entries.length
      return { time: performance.now() - start, count }
    }),
    one(async () => ({ time: 0, count: 0 })),
  ])
  server.close()
  return results
}

const rows = []
const megabytes = (number) => `${number.toFixed(0)} MB`
const speed = ({ time }) => `${(size / time / 1e6).toFixed(2)} GB/s`
const label = `a recording of ${Math.round(size / 1e6)} MB`
rows.push([`${label}, Node, from a file (\`har\`)`, own, `JSON.parse takes ${(parsed.time / own.time).toFixed(1)} times as long and ${megabytes(parsed.memory)}`, own.memory - bare.memory])
rows.push([`${label}, command line (\`whycors har\`)`, native, `${(read.time / native.time).toFixed(2)} of the speed of plain read()`, nativeMemory])
const chromium = await inChromium()
if (chromium) {
  const [ownPage, parsedPage, barePage] = chromium
  if (ownPage.count !== own.count || parsedPage.count !== own.count) throw new Error('Chromium counts other entries')
  rows.push([`${label}, Chromium, from a File (\`har\`)`, ownPage, `JSON.parse takes ${(parsedPage.time / ownPage.time).toFixed(1)} times as long and ${megabytes(parsedPage.memory)}`, ownPage.memory - barePage.memory])
}
if (markdown) console.log('| what | speed | against | memory beyond the bare process |\n|---|---|---|---|')
for (const [what, taken, against, memory] of rows)
  console.log(markdown ? `| ${what} | ${speed(taken)} | ${against} | ${megabytes(memory)} |` : `${what.padEnd(58)} ${speed(taken).padStart(10)}   ${against}; ${megabytes(memory)} beyond the bare process`)
