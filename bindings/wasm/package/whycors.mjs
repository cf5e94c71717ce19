// The module's loader: one instance of the WebAssembly core behind the two doors.
import { codes, engines, platforms } from './catalogue.mjs'
import createCore from './whycors-core.mjs'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const verdicts = ['allowed', 'blocked', 'opaque', 'undetermined']
const stages = ['request', 'preflight', 'redirect', 'response']
const engineNames = ['standard', 'chromium', 'gecko', 'webkit']

/** What went wrong, with the place in the input where there is one. */
export class WhycorsError extends Error {
  name = 'WhycorsError'
}

async function bytesOf(wasm) {
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return { wasmBinary: wasm }
  if (wasm instanceof WebAssembly.Module) return { module: wasm }
  const response = wasm instanceof URL || typeof wasm === 'string' ? await fetch(wasm) : await wasm
  if (!response.ok) throw new WhycorsError(`the WebAssembly file could not be loaded: ${response.status} ${response.url}`)
  return { wasmBinary: await response.arrayBuffer() }
}

async function instantiate({ wasmBinary, module }) {
  const options = module
    ? { instantiateWasm: (imports, done) => { WebAssembly.instantiate(module, imports).then((instance) => done(instance)); return {} }, locateFile: (name) => name }
    : wasmBinary ? { wasmBinary, locateFile: (name) => name } : {}
  const core = await createCore(options)
  return { core, instance: new core.Instance() }
}

class Whycors {
  #source
  #loaded
  #broken = false

  constructor(source, loaded) {
    this.#source = source
    this.#loaded = loaded
    this.version = loaded.core.version()
    this.codes = codes
    this.engines = engines
    this.platforms = platforms
  }

  /** Writes the text as UTF-8 into the instance; a lone surrogate becomes U+FFFD. */
  #write(text) {
    const { core, instance } = this.#loaded
    const bytes = typeof text === 'string' ? encoder.encode(text) : text
    const address = instance.input(bytes.length)
    core.HEAPU8.set(bytes, address)
  }

  #read(size) {
    const { core, instance } = this.#loaded
    const address = instance.output()
    return decoder.decode(core.HEAPU8.subarray(address, address + size))
  }

  /** Runs a call; a trap is told, and the next call gets a fresh instance. */
  #call(run) {
    if (this.#broken) throw new WhycorsError('the last call ended in a crash; call `await whycors.restart()` first')
    try {
      return run(this.#loaded.instance)
    } catch (error) {
      if (error instanceof WhycorsError) throw error
      this.#broken = true
      throw new WhycorsError(`the core crashed (${error.message}); nothing of the input is lost`, { cause: error })
    }
  }

  /** Makes a fresh instance, after a crash. */
  async restart() {
    this.#loaded = await instantiate(this.#source)
    this.#broken = false
  }

  diagnose(text, options = {}) {
    return this.#call((instance) => {
      this.#write(text)
      return JSON.parse(this.#read(instance.diagnose(JSON.stringify(options))))
    })
  }

  evaluate(exchange, options = {}) {
    return this.#call((instance) => {
      this.#write(typeof exchange === 'string' ? exchange : JSON.stringify(exchange))
      const report = JSON.parse(this.#read(instance.evaluate(JSON.stringify(options))))
      if (report.error) throw new WhycorsError(report.error)
      return report
    })
  }

  evaluateAll(exchanges) {
    return this.#call((instance) => {
      const lines = typeof exchanges === 'string' || ArrayBuffer.isView(exchanges)
        ? exchanges : Array.from(exchanges, (one) => JSON.stringify(one)).join('\n')
      this.#write(lines)
      const count = instance.evaluateAll()
      const address = instance.words()
      const words = new Uint32Array(this.#loaded.core.HEAPU8.buffer, address, count).slice()
      return new Verdicts(words)
    })
  }

  preflight(request, { as = 'raw' } = {}) {
    return this.#call((instance) => {
      this.#write(JSON.stringify(request.request ? request : { request }))
      const text = this.#read(instance.preflight(as))
      if (text.startsWith('{"error":')) throw new WhycorsError(JSON.parse(text).error)
      return text
    })
  }

  fix(platform, call, { as = 'config' } = {}) {
    return this.#call((instance) => {
      this.#write(typeof call === 'string' ? call : JSON.stringify(call.facts ? exchangeOf(call) : call.request ? call : { request: call }))
      const text = this.#read(instance.fix(platform, as === 'markdown'))
      if (text.startsWith('{"error":')) throw new WhycorsError(JSON.parse(text).error)
      return text
    })
  }

  async explain(code) {
    const { explanations } = await import('./explanations.mjs')
    const bare = code.split(':')[0]
    const known = codes.find((one) => one.code === bare || one.name === bare)
    const key = known ? known.code : bare
    return Object.hasOwn(explanations, key) ? explanations[key] : undefined
  }
}

/** The call that a report is about, as far as a server's policy depends on it. */
function exchangeOf(report) {
  const fact = (name) => report.facts.find((one) => one.name === name)?.value
  const names = report.preflight.because.filter(({ kind }) => kind === 'header').map(({ name }) => name)
  return {
    request: {
      url: fact('url'), origin: fact('origin'), method: fact('method'), credentials: fact('credentials'),
      headers: names.map((name) => [name, '\u0001']), // a value that no safelist lets through
    },
  }
}

/** Verdicts in bulk; each exchange's are read out of its four words when they are asked for. */
class Verdicts {
  #words
  constructor(words) {
    this.#words = words
    this.length = words.length / 4
  }
  at(index) {
    const verdict = {}
    engineNames.forEach((engine, offset) => {
      const word = this.#words[index * 4 + offset]
      verdict[engine] = word === 0xffffffff ? null : {
        verdict: verdicts[word & 3], stage: stages[(word >> 2) & 3],
        preflightSent: Boolean(word & 16), actualSent: Boolean(word & 32),
      }
    })
    return verdict
  }
  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; ++index) yield this.at(index)
  }
}

/** Loads the core. Without options its file is taken from beside this module. */
export async function loadWhycors({ wasm } = {}) {
  const source = wasm === undefined ? { } : await bytesOf(wasm)
  return new Whycors(source, await instantiate(source))
}
