// The packed package, unmodified, through each bundler, and the result in Chromium under a strict policy; and in workerd.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { expected, install, program } from '../installed.mjs'
import { launch, open, serve } from '../serving.mjs'

const bin = (name) => path.join(import.meta.dirname, 'node_modules/.bin', name)
const modules = path.join(import.meta.dirname, 'node_modules')
let installed
let browser
before(async () => {
  installed = install()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  installed?.remove()
})

const page = (script) => `<!doctype html><meta charset="utf-8"><script type="module" src="${script}"></script>`

/** A project of its own for one bundler and one entry of the package. */
function project(name, entry) {
  const folder = path.join(installed.folder, `${name}-${entry.replace('/', '-')}`)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'main.js'), program(`import { loadWhycors } from '${entry}'`, { say: '(text => { document.title = text })' }))
  fs.writeFileSync(path.join(folder, 'index.html'), page('./main.js'))
  const run = (tool, ...args) => execFileSync(process.execPath, [fs.realpathSync(bin(tool)), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_PATH: modules } })
  return { folder, out: path.join(folder, 'dist'), run, write: (file, text) => fs.writeFileSync(path.join(folder, file), text) }
}

/** `options` of the server: under Trusted Types no library may start a worker, bundled or not. */
async function runs(folder, script, options) {
  const site = await serve(folder, script ? { '/index.html': page(script) } : {}, options)
  try {
    const { title, complaints } = await open(browser, `${site.address}/index.html`)
    assert.deepEqual([title, complaints], [expected, []])
  } finally {
    site.close()
  }
}

for (const entry of ['whycors', 'whycors/inline', 'whycors/worker']) {
  const options = { trustedTypes: entry !== 'whycors/worker' }
  test(`Vite builds ${entry}`, async () => {
    const { out, run, write } = project('vite', entry)
    write('vite.config.js', "export default { base: './', logLevel: 'warn', build: { modulePreload: { polyfill: false } }, worker: { format: 'es' } }")
    run('vite', 'build')
    await runs(out, undefined, options)
  })

  test(`webpack builds ${entry}`, async () => {
    const { folder, out } = project('webpack', entry)
    const { default: webpack } = await import(path.join(modules, 'webpack/lib/index.js'))
    const config = {
      mode: 'production', context: folder, entry: './main.js', performance: { hints: false },
      output: { path: out, filename: 'main.js', publicPath: '/', module: true }, experiments: { outputModule: true },
    }
    const stats = await new Promise((resolve, reject) => webpack(config, (error, done) => error ? reject(error) : resolve(done)))
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true })
    assert.deepEqual([errors, warnings], [[], []])
    await runs(out, '/main.js', options)
  })
}

test('Rollup builds whycors/inline as it is, and whycors with the plugin for assets', async () => {
  for (const entry of ['whycors/inline', 'whycors']) {
    const { folder, out } = project('rollup', entry)
    const { rollup } = await import(path.join(modules, 'rollup/dist/es/rollup.js'))
    const { nodeResolve } = await import(path.join(modules, '@rollup/plugin-node-resolve/dist/es/index.js'))
    const { importMetaAssets } = await import(path.join(modules, '@web/rollup-plugin-import-meta-assets/index.mjs'))
    const bundle = await rollup({ input: path.join(folder, 'main.js'), plugins: [nodeResolve({ browser: true }), ...entry === 'whycors' ? [importMetaAssets()] : []], onwarn: (warning) => assert.fail(warning.message) })
    await bundle.write({ dir: out, format: 'es' })
    await runs(out, '/main.js')
  }
})

test('esbuild builds whycors/inline as it is, and whycors with its WebAssembly copied beside', async () => {
  const { build } = await import(path.join(modules, 'esbuild/lib/main.js'))
  for (const entry of ['whycors/inline', 'whycors']) {
    const { folder, out } = project('esbuild', entry)
    const result = await build({ entryPoints: [path.join(folder, 'main.js')], bundle: true, minify: true, format: 'esm', outdir: out, logLevel: 'silent' })
    assert.deepEqual(result.warnings, [])
    if (entry === 'whycors') fs.copyFileSync(path.join(installed.folder, 'node_modules/whycors/whycors-core.wasm'), path.join(out, 'whycors-core.wasm'))
    await runs(out, '/main.js')
  }
})

test('esbuild makes a classic script of whycors/inline: what BigQuery takes as a library', async () => {
  const { build } = await import(path.join(modules, 'esbuild/lib/main.js'))
  const vm = await import('node:vm')
  const { folder } = project('udf', 'whycors/inline')
  const { outputFiles: [{ text }], warnings } = await build({ stdin: { contents: "export { loadWhycors } from 'whycors/inline'", resolveDir: folder }, bundle: true, minify: true, format: 'iife', globalName: 'whycorsModule', charset: 'ascii', write: false, logLevel: 'silent' })
  assert.deepEqual(warnings, [])
  const context = vm.createContext({})
  vm.runInContext(text, context)
  assert.equal(await vm.runInContext(`(async () => (await whycorsModule.loadWhycors()).evaluate({ request: { url: 'https://a.example/', origin: 'https://b.example' }, response: { status: 200, headers: [] } }).cause)()`, context), 'acao-missing')
})

test('workerd runs it from the module that it compiled itself', async () => {
  const { build } = await import(path.join(modules, 'esbuild/lib/main.js'))
  const { Miniflare } = await import(path.join(modules, 'miniflare/dist/src/index.js')).then((module) => module.default ?? module)
  const { folder, out, write } = project('workerd', 'whycors')
  write('worker.js', `${program("import { loadWhycors } from 'whycors'", { say: '((text) => answer(text))' }).replace('run().then', 'let answer\nconst answered = new Promise((resolve) => { answer = resolve })\nconst begin = () => run().then')}
export default { async fetch() { begin(); return new Response(await answered) } }`)
  await build({ entryPoints: [path.join(folder, 'worker.js')], bundle: true, format: 'esm', outdir: out, conditions: ['workerd', 'worker', 'browser'], external: ['*.wasm'], logLevel: 'silent' })
  fs.copyFileSync(path.join(installed.folder, 'node_modules/whycors/whycors-core.wasm'), path.join(out, 'whycors-core.wasm'))
  const runtime = new Miniflare({
    compatibilityDate: '2025-01-01', modulesRoot: out,
    modules: [{ type: 'ESModule', path: path.join(out, 'worker.js') }, { type: 'CompiledWasm', path: path.join(out, 'whycors-core.wasm') }],
  })
  try {
    assert.equal(await (await runtime.dispatchFetch('http://localhost/')).text(), expected)
  } finally {
    await runtime.dispose()
  }
})
