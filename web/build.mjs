// Builds the static site: bundles the page and its worker, and renders every page with the shipped module.
import { build } from 'esbuild'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const here = import.meta.dirname
const out = path.resolve(here, '../build/site')
const npm = path.resolve(here, '../build/npm')
fs.rmSync(out, { recursive: true, force: true })
fs.mkdirSync(path.join(out, 'codes'), { recursive: true })

const common = { bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' }
const alias = { whycors: path.join(npm, 'whycors.mjs') }

// The worker runs from a blob: URL, so it is one classic script without imports or a URL of its own.
const worker = await build({
  ...common, entryPoints: [path.join(here, 'src/worker.ts')], format: 'iife', alias, write: false,
  define: { 'import.meta.url': '"blob:"' }, external: ['./explanations.mjs'],
})
await build({
  ...common, entryPoints: [path.join(here, 'src/main.ts')], outfile: path.join(out, 'main.js'),
  define: { WORKER_SOURCE: JSON.stringify(worker.outputFiles[0].text) },
})
await build({ ...common, entryPoints: [path.join(here, 'src/styles.css')], outfile: path.join(out, 'styles.css') })
fs.copyFileSync(path.join(npm, 'whycors-core.wasm'), path.join(out, 'whycors-core.wasm'))

const pages = path.join(out, '.pages.mjs')
await build({ ...common, entryPoints: [path.join(here, 'src/page.ts')], outfile: pages, platform: 'node' })
const { indexPage, explainPage, codesPage, conformancePage, platformsPage } = await import(pathToFileURL(pages))
fs.rmSync(pages)
const samplesFile = path.join(out, '.samples.mjs')
await build({ ...common, entryPoints: [path.join(here, 'src/samples.ts')], outfile: samplesFile, platform: 'node' })
const { samples } = await import(pathToFileURL(samplesFile))
fs.rmSync(samplesFile)

const { loadWhycors } = await import(pathToFileURL(path.join(npm, 'whycors.node.mjs')))
const whycors = await loadWhycors()
const example = samples[2].text
fs.writeFileSync(path.join(out, 'index.html'), indexPage(whycors.diagnose(example, { platform: 'nginx' }), example, whycors.platforms))
fs.writeFileSync(path.join(out, 'platforms.html'), platformsPage(whycors.platforms))
const conformance = JSON.parse(fs.readFileSync(path.resolve(here, '../tests/conformance/results.json'), 'utf8'))
fs.writeFileSync(path.join(out, 'conformance.html'), conformancePage(conformance, whycors.engines))
for (const { code, name } of whycors.codes)
  fs.writeFileSync(path.join(out, 'codes', `${name}.html`), explainPage(name, await whycors.explain(code)))
const { explanations } = await import(pathToFileURL(path.join(npm, 'explanations.mjs')))
const ofCodes = new Set(whycors.codes.map(({ code }) => code))
const questions = Object.entries(explanations).filter(([name]) => !ofCodes.has(name)).map(([name, text]) => ({ name, text, title: /^# (.*)/.exec(text)[1] }))
for (const { name, text } of questions) fs.writeFileSync(path.join(out, 'codes', `${name}.html`), explainPage(name, text))
fs.writeFileSync(path.join(out, 'codes', 'index.html'), codesPage(whycors.codes, questions))
for (const file of ['LICENSE', 'NOTICE']) fs.copyFileSync(path.resolve(here, '..', file), path.join(out, file))
