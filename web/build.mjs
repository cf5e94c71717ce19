// Builds the static site: bundles the page, its worker and <whycors-tool>, and renders every page with the shipped module.
import { build } from 'esbuild'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { readRecording, unfolded } from '../tests/conformance/recording.mjs'

const here = import.meta.dirname
/** `--out DIR`; `--stand-in FILE`, a module that takes the core's place in the worker: the yardstick of tests/bench/page.mjs. */
const { values: given } = parseArgs({ options: { out: { type: 'string', default: path.resolve(here, '../build/site') }, 'stand-in': { type: 'string' } } })
const out = path.resolve(given.out)
const npm = path.resolve(here, '../build/npm')
const source = (name) => path.join(here, 'src', name)
const write = (name, text) => fs.writeFileSync(path.join(out, name), text)
fs.rmSync(out, { recursive: true, force: true })
fs.mkdirSync(path.join(out, 'codes'), { recursive: true })

const { loadWhycors } = await import(pathToFileURL(path.join(npm, 'whycors.node.mjs')))
const whycors = await loadWhycors()
const common = { bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning', legalComments: 'none' }

/** Runs a module of the source, as it will be in the browser. */
async function load(name, define = {}) {
  const file = path.join(out, `.${path.basename(name)}.mjs`)
  await build({ ...common, entryPoints: [source(name)], outfile: file, platform: 'node', define })
  const module = await import(pathToFileURL(file))
  fs.rmSync(file)
  return module
}

const { samples } = await load('samples.ts')
const titles = samples.map(({ title }) => title)

// The worker runs from a blob: URL, so it is one classic script without imports or a URL of its own. It only answers calls,
// so the catalogue of codes and platforms stays out of it.
const worker = await build({
  ...common, entryPoints: [source('worker.ts')], format: 'iife', write: false,
  alias: { whycors: given['stand-in'] ? path.resolve(given['stand-in']) : path.join(npm, 'whycors.mjs') }, define: { 'import.meta.url': '"blob:"' }, external: ['./explanations.mjs'],
  plugins: [{
    name: 'without-catalogue',
    setup({ onLoad }) {
      onLoad({ filter: /catalogue\.mjs$/ }, () => ({ contents: 'export const codes = [], engines = { engines: [], quirks: [] }, platforms = []' }))
    },
  }],
})
const define = {
  WORKER_SOURCE: JSON.stringify(worker.outputFiles[0].text),
  PLATFORMS: JSON.stringify(whycors.platforms.map(({ name, label }) => ({ name, label }))),
  SAMPLE_TITLES: JSON.stringify(titles),
  VERSION_OF_CORE: JSON.stringify(whycors.version),
}

const withoutCore = 'export class Troubled extends Error {}; export const compile = async () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))'
const styles = async (name) => (await build({ ...common, entryPoints: [source(name)], write: false })).outputFiles[0].text
write('styles.css', await styles('styles/site.css'))
const { metafile } = await build({
  ...common, entryPoints: [source('main.ts')], outdir: out, splitting: true, chunkNames: 'parts/[name]-[hash]', define, metafile: true,
  plugins: given['stand-in'] ? [{ name: 'without-core', setup: ({ onLoad }) => onLoad({ filter: /src\/core\.ts$/ }, () => ({ contents: withoutCore })) }] : [],
})
await build({ ...common, entryPoints: [source('tool.ts')], outfile: path.join(out, 'whycors-tool.js'), define: { ...define, STYLES: JSON.stringify(await styles('styles/tool.css')) } })
fs.copyFileSync(path.join(npm, 'whycors-core.wasm'), path.join(out, 'whycors-core.wasm'))
fs.copyFileSync(source('icon.svg'), path.join(out, 'icon.svg'))

/** What the page starts with; the rest of the parts is loaded when it is asked for. */
const outputs = Object.entries(metafile.outputs).map(([file, output]) => [path.relative(out, path.resolve(file)), output])
const first = new Set()
function follow(file) {
  if (first.has(file)) return
  first.add(file)
  const [, output] = outputs.find(([name]) => name === file)
  for (const one of output.imports) if (one.kind === 'import-statement') follow(path.relative(out, path.resolve(one.path)))
}
follow('main.js')

const { indexPage } = await load('pages/index.ts', define)
const { explainPage, codesPage } = await load('pages/explain.ts')
const { platformsPage } = await load('pages/platforms.ts')
const { conformancePage, exchangeText } = await load('pages/conformance.ts')
const { fragmentOf } = await load('later/share.ts')
const { embedPage } = await load('pages/embed.ts')
const { policy } = await load('pages/document.ts')

const example = samples[2].text
write('index.html', indexPage(whycors.diagnose(example, { platform: 'nginx', steps: false }), example, titles, [...first], !given['stand-in']))
write('platforms.html', platformsPage(whycors.platforms))
const inTests = (name) => path.resolve(here, '../tests', name)
const deviations = {}
for (const { quirk, ...shown } of readRecording(inTests('recordings/beyond/deviations.ndjson')).recorded) {
  // What the page diagnoses is one call.
  if (!shown.exchange.sequence) shown.link = `index.html${await fragmentOf({ text: exchangeText(unfolded(shown.exchange)), choices: {} })}`
  deviations[quirk] = shown
}
write('conformance.html', conformancePage(JSON.parse(fs.readFileSync(inTests('conformance/results.json'), 'utf8')), whycors.engines, deviations))
write('embed.html', embedPage())
for (const { code, name, title } of whycors.codes) write(`codes/${name}.html`, explainPage(name, await whycors.explain(code), { code, title }))
const { explanations } = await import(pathToFileURL(path.join(npm, 'explanations.mjs')))
write('codes/explanations.json', JSON.stringify(explanations))
const ofCodes = new Set(whycors.codes.map(({ code }) => code))
const questions = Object.entries(explanations).filter(([name]) => !ofCodes.has(name)).map(([name, text]) => ({ name, text, title: /^# (.*)/.exec(text)[1] }))
for (const { name, text } of questions) write(`codes/${name}.html`, explainPage(name, text))
write('codes/index.html', codesPage(whycors.codes, questions))
write('robots.txt', 'User-agent: *\nAllow: /\n')
for (const file of ['LICENSE', 'NOTICE']) fs.copyFileSync(path.resolve(here, '..', file), path.join(out, file))
// Hosts that read it send the policy as a header too, which reaches the service worker and frames as well.
write('_headers', `/*\n  Content-Security-Policy: ${policy}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n`)

const files = fs.readdirSync(out, { recursive: true }).filter((name) => fs.statSync(path.join(out, name)).isFile() && !/^(LICENSE|NOTICE|_headers|robots\.txt)$/.test(name)).sort()
const hash = crypto.createHash('sha256')
for (const name of files) hash.update(name).update(fs.readFileSync(path.join(out, name)))
await build({
  ...common, entryPoints: [source('sw.ts')], format: 'iife', outfile: path.join(out, 'sw.js'),
  define: { VERSION: JSON.stringify(hash.digest('hex').slice(0, 12)), FILES: JSON.stringify(['./', 'codes/', ...files]) },
})
// For the check of sizes: what the page starts with.
if (!given['stand-in']) fs.writeFileSync(path.resolve(out, '../site-first.json'), JSON.stringify(['index.html', 'styles.css', ...first]))
