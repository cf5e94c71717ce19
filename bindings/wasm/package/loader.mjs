// The module behind every entry: one instance of the WebAssembly core behind its doors. An entry says where the core's
// bytes come from.
import { codes, engines, platforms } from './catalogue.mjs'
import { WhycorsError } from './error.mjs'
import { pour } from './parts.mjs'
import { decode, encode } from './text.mjs'

const verdicts = ['allowed', 'blocked', 'opaque', 'undetermined']
const stages = ['request', 'preflight', 'redirect', 'response']
const engineNames = ['standard', 'chromium', 'gecko', 'webkit']

/** Whatever the caller has, compiled. */
async function compile(wasm) {
  if (wasm instanceof WebAssembly.Module) return wasm
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return WebAssembly.compile(wasm)
  const response = wasm instanceof URL || typeof wasm === 'string' ? await fetch(wasm) : await wasm
  if (!response.ok) throw new WhycorsError(`the WebAssembly file could not be loaded: ${response.status} ${response.url}`)
  // Compiled while it comes in, where the server names its type.
  const isNamed = response.headers.get('content-type')?.startsWith('application/wasm')
  return isNamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer())
}

/** A fresh instance. The core's glue fills in the object that it is given. */
function instantiate(createCore, module) {
  const core = {
    instantiateWasm(imports, done) {
      done(new WebAssembly.Instance(module, imports))
      return {}
    },
    locateFile: (name) => name,
  }
  createCore(core)
  return { core }
}

/** The same where instances may not be made at once: on the main thread of some browsers. */
async function instantiateSoon(createCore, module) {
  const core = await createCore({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then(done)
      return {}
    },
    locateFile: (name) => name,
  })
  return { core, instance: new core.Instance() }
}

class Whycors {
  #create
  #module
  #explanations
  #loaded
  #broken = false

  constructor({ create, module, explanations, loaded }) {
    this.#create = create
    this.#module = module
    this.#explanations = explanations
    this.#loaded = loaded
    this.version = loaded.core.version()
    this.codes = codes
    this.engines = engines
    this.platforms = platforms
  }

  /** Writes the text as UTF-8 into the instance; a lone surrogate becomes U+FFFD. */
  #write(text) {
    const { core, instance } = this.#loaded
    const bytes = typeof text === 'string' ? encode(text) : text
    const address = instance.input(bytes.length)
    core.HEAPU8.set(bytes, address)
  }

  #read(size) {
    const { core, instance } = this.#loaded
    const address = instance.output()
    return decode(core.HEAPU8.subarray(address, address + size))
  }

  /** Runs a call. A trap is told, and what follows gets a fresh instance. */
  #call(run) {
    if (this.#broken) this.#renew()
    try {
      return run(this.#loaded.instance)
    } catch (error) {
      if (error instanceof WhycorsError) throw error
      throw this.#crashed(error)
    }
  }

  #crashed(error) {
    this.#broken = true
    return new WhycorsError(`the core crashed (${error.message}); nothing of the input is lost`, { cause: error })
  }

  #renew() {
    try {
      const { core } = instantiate(this.#create, this.#module)
      this.#loaded = { core, instance: new core.Instance() }
      this.#broken = false
    } catch (error) {
      throw new WhycorsError('the last call ended in a crash; call `await whycors.restart()` first', { cause: error })
    }
  }

  /** Makes a fresh instance, after a crash, or to give memory back. */
  async restart() {
    this.#loaded = await instantiateSoon(this.#create, this.#module)
    this.#broken = false
  }

  // What a caller gives is made text before the core is called: what is thrown on the way is no crash.

  diagnose(text, options = {}) {
    const wishes = JSON.stringify(options)
    return this.#call((instance) => {
      this.#write(text)
      return JSON.parse(this.#read(instance.diagnose(wishes)))
    })
  }

  evaluate(exchange, options = {}) {
    const text = typeof exchange === 'string' ? exchange : JSON.stringify(exchange)
    const wishes = JSON.stringify(options)
    return this.#call((instance) => {
      this.#write(text)
      const report = JSON.parse(this.#read(instance.evaluate(wishes)))
      if (report.error) throw new WhycorsError(report.error)
      return report
    })
  }

  evaluateAll(exchanges) {
    const parts = []
    for (const lines of inParts(exchanges))
      parts.push(this.#call((instance) => {
        this.#write(lines)
        const count = instance.evaluateAll()
        return new Uint32Array(this.#loaded.core.HEAPU8.buffer, instance.words(), count).slice()
      }))
    return new Verdicts(parts)
  }

  redact(text) {
    return this.#call((instance) => {
      this.#write(text)
      return JSON.parse(this.#read(instance.redact()))
    })
  }

  preflight(request, { as = 'raw' } = {}) {
    const exchange = JSON.stringify(request.request ? request : { request })
    return this.#call((instance) => {
      this.#write(exchange)
      const text = this.#read(instance.preflight(as))
      if (text.startsWith('{"error":')) throw new WhycorsError(JSON.parse(text).error)
      return text
    })
  }

  fix(platform, call, { as = 'config' } = {}) {
    const given = typeof call === 'string' ? call : JSON.stringify(call.facts ? exchangeOf(call) : call.request ? call : { request: call })
    return this.#call((instance) => {
      this.#write(given)
      const text = this.#read(instance.fix(platform, as === 'markdown'))
      if (text.startsWith('{"error":')) throw new WhycorsError(JSON.parse(text).error)
      return text
    })
  }

  async har(input, { onProgress, signal } = {}) {
    if (this.#broken) this.#renew()
    const { core } = this.#loaded
    let recording
    // What the input throws is the caller's; what the core throws means that its instance is gone.
    const inCore = (run) => {
      try {
        return run()
      } catch (error) {
        recording = undefined
        throw this.#crashed(error)
      }
    }
    try {
      recording = inCore(() => new core.Recording())
      const room = recording.inputSize()
      let bytes = 0
      let told = 0
      const sink = {
        room,
        size: undefined,
        // Made anew each time: memory that has grown is another array.
        place: () => core.HEAPU8.subarray(recording.input(), recording.input() + room),
        placed(count) {
          signal?.throwIfAborted()
          inCore(() => recording.feed(count))
          bytes += count
          if (!onProgress || bytes - told < 1 << 22) return
          told = bytes
          onProgress({ bytes, size: sink.size, entries: recording.entries() })
        },
        give(part) {
          for (let at = 0; at < part.length; at += room) {
            const some = part.subarray(at, at + room)
            sink.place().set(some)
            sink.placed(some.length)
          }
        },
      }
      await pour(input, sink)
      const length = inCore(() => recording.finish())
      const address = recording.output()
      const report = JSON.parse(decode(core.HEAPU8.subarray(address, address + length)))
      onProgress?.({ bytes, size: bytes, entries: report.entries })
      return report
    } finally {
      recording?.delete()
    }
  }

  async explain(code) {
    const explanations = await this.#explanations()
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

/** NDJSON in parts, as text or bytes: as many lines as a core's cache holds, so that a million need no more memory. */
function* inParts(exchanges) {
  const isText = typeof exchanges === 'string'
  if (isText || ArrayBuffer.isView(exchanges)) {
    const part = 1 << 20
    for (let start = 0; start < exchanges.length;) {
      const found = exchanges.indexOf(isText ? '\n' : 10, start + part)
      const end = found < 0 ? exchanges.length : found
      yield isText ? exchanges.slice(start, end) : exchanges.subarray(start, end)
      start = end + 1
    }
    return
  }
  let lines = []
  for (const one of exchanges) {
    if (lines.push(JSON.stringify(one) ?? 'null') < 64) continue
    yield lines.join('\n')
    lines = []
  }
  yield lines.join('\n')
}

/** Verdicts in bulk; each exchange's are read out of its four words when they are asked for. */
class Verdicts {
  #words
  constructor(parts) {
    this.#words = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      this.#words.set(part, at)
      at += part.length
    }
    this.length = at / 4
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

/**
 * The loader of an entry. `create` is the core's glue, `bytes` gives the core where the caller does not,
 * `explanations` the texts.
 */
export function loader({ create, bytes, explanations }) {
  return async function loadWhycors({ wasm } = {}) {
    const module = await compile(wasm ?? await bytes())
    return new Whycors({ create, module, explanations, loaded: await instantiateSoon(create, module) })
  }
}
