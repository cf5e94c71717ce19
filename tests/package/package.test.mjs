// The packed package in Node 20 and 22, in a page with a strict policy, in workers, and in a bare JavaScript context.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import vm from 'node:vm'

import { expected, install, program, root } from './installed.mjs'
import { launch, open, serve } from './serving.mjs'

const here = import.meta.dirname
const node22 = path.join(here, 'node_modules/node/bin/node')
let installed
before(() => { installed = install() })
after(() => installed?.remove())

const package_ = () => path.join(installed.folder, 'node_modules/whycors')

for (const [name, node] of [['this Node', process.execPath], ['Node 22', node22]])
  for (const entry of ['whycors', 'whycors/inline', 'whycors/worker'])
    test(`${name} imports ${entry}`, () => {
      const file = path.join(installed.folder, `${entry.replace('/', '-')}.mjs`)
      fs.writeFileSync(file, program(`import { loadWhycors } from '${entry}'`))
      assert.equal(execFileSync(node, [file], { encoding: 'utf8' }).trim(), expected)
    })

test('the command line runs from the package, in both', () => {
  const bin = path.join(installed.folder, 'node_modules/.bin/whycors')
  const paste = 'GET / HTTP/1.1\nHost: a.example\nOrigin: https://b.example\n\nHTTP/1.1 200 OK\nServer: x\n'
  for (const node of [process.execPath, node22]) {
    const run = (args, input) => {
      try { return { out: execFileSync(node, [bin, ...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }), status: 0 } } catch ({ stdout, stderr, status }) { return { out: stdout, err: stderr, status } }
    }
    assert.match(run(['diagnose'], paste).out, /acao-missing/)
    assert.equal(run(['diagnose'], paste).status, 1)
    assert.equal(run(['har', 'missing.har']).status, 2)
    assert.match(run(['har', 'missing.har']).err, /can't read missing.har: No such file/)
    const file = path.join(installed.folder, 'small.har')
    fs.writeFileSync(file, JSON.stringify([{ request: { method: 'GET', url: 'https://a.example/', headers: [{ name: 'Origin', value: 'https://b.example' }] }, response: { status: 200, headers: [] } }]))
    assert.match(run(['har', file]).out, /failed: acao-missing/)
    assert.equal(JSON.parse(run(['har', '-', '--json'], fs.readFileSync(file)).out).failed, 1)
    assert.equal(run(['batch'], '{"request":{"url":"https://a.example/","origin":"https://b.example"},"response":{"status":200,"headers":[]}}\nnot json\n').out.trim().split('\n').length, 2)
  }
})

test('publint and attw have nothing to say', () => {
  const tool = (name) => path.join(here, 'node_modules/.bin', name)
  assert.match(execFileSync(tool('publint'), ['run', package_(), '--strict'], { encoding: 'utf8' }), /All good/)
  const attw = execFileSync(tool('attw'), [installed.tarball, '--profile', 'esm-only', '--exclude-entrypoints', './whycors-core.wasm', './thread', '--format', 'json'], { encoding: 'utf8' })
  // The JSON lists what the profile passes over too: that require() of Node before 22 can't take an ES module.
  const problems = Object.values(JSON.parse(attw).problems ?? {}).flat()
  assert.deepEqual(problems.filter(({ resolutionKind }) => resolutionKind !== 'node16-cjs'), [])
})

test('what is exported has types that a strict compiler takes', () => {
  const file = path.join(installed.folder, 'use.ts')
  fs.writeFileSync(file, `
import { loadWhycors, WhycorsError, type HarReport, type Report } from 'whycors'
import { loadWhycors as inline } from 'whycors/inline'
import { loadWhycors as remote, type WhycorsWorker } from 'whycors/worker'
const whycors = await loadWhycors()
const report: Report = whycors.diagnose('x', { credentials: 'include' })
const worker: WhycorsWorker = await remote()
const same: Report = await worker.diagnose('x')
const bare: string = (await worker.redact('x')).text
const triage: HarReport = await worker.har(new Blob(['[]']), { onProgress: ({ bytes, entries }) => bytes + entries, signal: AbortSignal.timeout(1) })
const verdict = (await worker.evaluateAll('')).at(0)?.gecko?.verdict
// @ts-expect-error: there is no such option
whycors.diagnose('x', { credentials: 'all' })
export { bare, inline, report, same, triage, verdict, WhycorsError }
`)
  const tsc = path.join(here, 'node_modules/.bin/tsc')
  for (const resolution of [{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }]) {
    const compilerOptions = { noEmit: true, strict: true, target: 'es2022', skipLibCheck: false, lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [], ...resolution }
    fs.writeFileSync(path.join(installed.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
    execFileSync(tsc, ['-p', installed.folder], { cwd: installed.folder, stdio: ['ignore', 'inherit', 'inherit'] })
  }
})

test('one file runs where there is no web API: as a library of a database', async () => {
  // As BigQuery takes it: a classic script in a context that has the language and WebAssembly alone.
  const script = fs.readFileSync(path.join(package_(), 'inline.mjs'), 'utf8').replace(/^export \{[^}]*\}\s*$/m, '').replace(/^export const /m, 'var ')
  const context = vm.createContext({})
  vm.runInContext(script, context)
  assert.equal(vm.runInContext('typeof TextEncoder + typeof URL + typeof fetch', context), 'undefinedundefinedundefined')
  const cause = await vm.runInContext(`loadWhycors().then((whycors) => whycors.evaluate(
    '{"request":{"url":"https://api.example/\\u00e9\\ud83d\\ude00","origin":"https://app.example"},"response":{"status":200,"headers":[]}}').cause)`, context)
  assert.equal(cause, 'acao-missing')
})

test('a page with a strict policy and Trusted Types runs it without a bundler', async (t) => {
  const module = (entry, options) => program(`import { loadWhycors } from './${entry}'`, { say: '(text => { document.title = text })', ...options })
  const pages = {
    '/plain.html': '<!doctype html><script type="module" src="/plain.mjs"></script>', '/plain.mjs': module('whycors.mjs'),
    '/inline.html': '<!doctype html><script type="module" src="/single.mjs"></script>', '/single.mjs': module('inline.mjs'),
    '/worker.html': '<!doctype html><script type="module" src="/apart.mjs"></script>', '/apart.mjs': program("import { loadWhycors } from './worker.mjs'\nconst policy = trustedTypes.createPolicy('app', { createScriptURL: (url) => url })",
      // Under Trusted Types no library may start a worker: the page does.
      { load: "loadWhycors({ worker: () => new Worker(policy.createScriptURL('./thread.mjs'), { type: 'module' }) })", say: '(text => { document.title = text })' }),
  }
  const site = await serve(package_(), pages)
  const browser = await launch()
  t.after(async () => { await browser.close(); site.close() })
  for (const name of ['plain', 'inline', 'worker']) {
    const { page, title, complaints } = await open(browser, `${site.address}/${name}.html`)
    assert.deepEqual([title, complaints], [expected, []], name)
    if (name === 'plain') {
      // A file, as a person drops one: byte by byte, with progress, in constant memory.
      const told = await page.evaluate(async () => {
        const { loadWhycors } = await import('/whycors.mjs')
        const whycors = await loadWhycors()
        const entry = JSON.stringify({ request: { method: 'GET', url: 'https://api.example/', headers: [{ name: 'Origin', value: 'https://app.example' }] }, response: { status: 200, headers: [], content: { text: 'x'.repeat(100000) } } })
        const file = new File(['[', ...Array.from({ length: 100 }, (_, i) => (i ? ',' : '') + entry), ']'], 'a.har')
        const progress = []
        const report = await whycors.har(file, { onProgress: (one) => progress.push(one) })
        const again = await whycors.har(file.stream())
        const controller = new AbortController()
        controller.abort(new Error('enough'))
        const stopped = await whycors.har(file, { signal: controller.signal }).catch((error) => error.message)
        return { failed: report.failed, again: again.failed, last: progress.at(-1), told: progress.length, size: file.size, stopped }
      })
      assert.deepEqual([told.failed, told.again, told.last, told.stopped], [100, 100, { bytes: told.size, size: told.size, entries: 100 }, 'enough'])
      assert.ok(told.told >= 2)
    }
    await page.close()
  }
})

test('batch is a filter that GNU parallel splits over its lines', { skip: !fs.existsSync('/usr/bin/parallel') && 'GNU parallel is not installed' }, () => {
  const line = (i) => JSON.stringify({ id: String(i), request: { url: `https://api.example/${i}`, origin: 'https://app.example' }, response: { status: 200, headers: i % 2 ? [] : [['access-control-allow-origin', '*']] } })
  const input = Array.from({ length: 2000 }, (_, i) => line(i)).join('\n') + '\n'
  const cli = path.join(root, 'build/bin/whycors')
  const alone = execFileSync(cli, ['batch', '--verdicts'], { input, encoding: 'utf8' })
  const split = execFileSync('parallel', ['--pipe', '--keep-order', '--block', '40k', '--will-cite', cli, 'batch', '--verdicts'], { input, encoding: 'utf8' })
  assert.equal(split, alone)
})
