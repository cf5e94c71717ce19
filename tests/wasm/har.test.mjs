// Triage of recordings by the module, from whatever a recording comes as.
import { execFileSync } from 'node:child_process'
import assert from 'node:assert/strict'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { loadWhycors, WhycorsError } from '../../build/npm/whycors.node.mjs'
import { loadWhycors as loadInline } from '../../build/npm/inline.mjs'
import { loadWhycors as loadWorker } from '../../build/npm/worker.node.mjs'
import { recording } from '../bench/har_generator.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'whycors-har-'))
const file = path.join(folder, 'some.har')
const text = [...recording(3_000_000, 7)].join('').replace('"https://api.example.net/orders/', '"https://api.example.net/\u00e9\u{1F600}/')
writeFileSync(file, text)
const bytes = Buffer.from(text)
let whycors
let expected
before(async () => {
  whycors = await loadWhycors()
  expected = await whycors.har(text)
})
after(() => rmSync(folder, { recursive: true }))

test('a recording is read entry by entry', () => {
  const { entries } = JSON.parse(text).log
  assert.equal(expected.entries, entries.length)
  assert.equal(expected.bytes, bytes.length)
  assert.equal(expected.preflights.count, entries.filter((one) => one.request.method === 'OPTIONS').length)
  const own = entries.filter((one) => one.request.url.startsWith('https://app.example.com/')).length
  assert.equal(expected.calls, entries.length - own - expected.preflights.count)
  const missing = expected.groups.find((group) => group.cause === 'acao-missing')
  assert.equal(missing.count, entries.filter((one) => one.request.method === 'GET' && one.request.url.includes('legacy')).length)
  assert.equal(expected.failed + expected.allowed + expected.fragile + expected.undetermined + expected.cancelled, expected.calls)
})

test('it may come as anything that holds bytes', async () => {
  const inputs = {
    bytes, buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), blob: new Blob([bytes]), stream: new Blob([bytes]).stream(),
    response: new Response(bytes), nodeStream: createReadStream(file), textStream: createReadStream(file, { encoding: 'utf8', highWaterMark: 777 }), list: [bytes.subarray(0, 99), bytes.subarray(99)],
  }
  for (const [name, input] of Object.entries(inputs)) assert.deepEqual(await whycors.har(input), expected, name)
  const handle = await open(file)
  assert.deepEqual(await whycors.har(handle), expected)
  await handle.close()
  for (const none of [undefined, 5, {}, null]) await assert.rejects(whycors.har(none), TypeError)
})

test('two at once, and a diagnosis between them, do not disturb each other', async () => {
  const slow = async function* () { for (let at = 0; at < bytes.length; at += 100_000) { yield bytes.subarray(at, at + 100_000); whycors.diagnose('x'.repeat(at)) } }
  const [one, two] = await Promise.all([whycors.har(slow()), whycors.har(slow())])
  assert.deepEqual(one, expected)
  assert.deepEqual(two, expected)
  const handle = await open(file)
  assert.deepEqual(await Promise.all([whycors.har(handle), whycors.har(slow())]), [expected, expected])
  await handle.close()
})

test('progress is told, and a signal stops it', async () => {
  const seen = []
  await whycors.har(new Blob(Array(4).fill(bytes.subarray(0, 2 << 20))), { onProgress: (one) => seen.push(one) })
  assert.ok(seen.length >= 2)
  assert.ok(seen.every(({ size }) => size === 8 << 20))
  assert.ok(seen.every(({ bytes: done }, i) => i === 0 || done >= seen[i - 1].bytes))
  await assert.rejects(whycors.har(bytes, { signal: AbortSignal.abort(new Error('enough')) }), /enough/)
  const failing = async function* () { yield bytes.subarray(0, 1000); throw new Error('the disk is gone') }
  await assert.rejects(whycors.har(failing()), /the disk is gone/)
  assert.deepEqual(await whycors.har(text), expected)
})

test('a cut file is told, with what stood before', async () => {
  const cut = await whycors.har(bytes.subarray(0, 1_500_001))
  assert.equal(cut.damage.at, 1_500_001)
  assert.ok(cut.entries > 10 && cut.entries < expected.entries)
})

test('pasted, it is told by the same reader', () => {
  const group = expected.groups.find(({ cause }) => cause === 'acao-missing')
  const { log } = JSON.parse(text)
  const entry = log.entries.find((one) => one.request.url === group.example.url)
  assert.equal(whycors.diagnose(JSON.stringify(entry)).cause, 'acao-missing')
  assert.deepEqual(whycors.diagnose(group.example.text).causes, group.example.report.causes)
})

test('in one file, and in a worker, it says the same', async () => {
  assert.deepEqual(await (await loadInline()).har(text), expected)
  const remote = await loadWorker()
  const seen = []
  assert.deepEqual(await remote.har(bytes, { onProgress: (one) => seen.push(one) }), expected)
  assert.ok(seen.length > 0)
  assert.deepEqual(await remote.har(new Blob([bytes]).stream()), expected)
  const handle = await open(file)
  assert.deepEqual(await remote.har(handle), expected)
  await assert.rejects(remote.evaluate({}), (error) => error instanceof WhycorsError && error.message === 'request is missing')
  assert.equal((await remote.evaluateAll([{}])).length, 1)
  remote.terminate()
})

test('a triage has the shape that its types declare', async () => {
  const declarations = await readFile(new URL('../../build/npm/whycors.d.ts', import.meta.url), 'utf8')
  const fields = (name) => {
    const found = new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(declarations)
    assert.ok(found, `no interface ${name}`)
    const [, body] = found
    return [...body.matchAll(/^  (\w+)(\??): (.*);$/gm)].map(([, field, optional, type]) => ({ field, optional: optional === '?', type }))
  }
  const basic = { string: 'string', number: 'number', boolean: 'boolean' }
  let checked = 0
  const check = (type, value, place) => {
    ++checked
    if (type.endsWith('[]')) {
      assert.ok(Array.isArray(value), place)
      return value.forEach((one, i) => check(type.slice(0, -2).replace(/^\((.*)\)$/, '$1'), one, `${place}[${i}]`))
    }
    if (basic[type]) return assert.equal(typeof value, basic[type], place)
    if (type === '[name: string, value: string]') return assert.ok(value.length === 2 && value.every((one) => typeof one === 'string'), place)
    if (type.startsWith("'")) return assert.ok(type.split(' | ').includes(`'${value}'`), `${place} is ${value}`)
    if (type === 'EngineName') return assert.ok(['standard', 'chromium', 'gecko', 'webkit'].includes(value), place)
    if (type.startsWith('Partial<Record<')) return Object.values(value).forEach((one, i) => check('EngineReport', one, `${place}.${i}`))
    const declared = fields(type)
    for (const { field, optional, type: inner } of declared) {
      assert.ok(optional || field in value, `${place}.${field} is declared and missing`)
      if (field in value) check(inner, value[field], `${place}.${field}`)
    }
    for (const field of Object.keys(value)) assert.ok(declared.some((one) => one.field === field), `${place}.${field} is there and not declared`)
  }
  check('HarReport', expected, 'triage')
  check('HarReport', await whycors.har('[{"request":'), 'damaged')
  check('Report', whycors.diagnose(expected.groups[0].example.text, { steps: true }), 'report')
  assert.ok(checked > 500)
})

test('a crash costs one call: the next has a fresh instance', () => {
  const script = new URL('crash.mjs', import.meta.url)
  const { crash, next } = JSON.parse(execFileSync(process.execPath, [script.pathname], { encoding: 'utf8' }))
  assert.match(crash, /crash/)
  assert.equal(next, 'acao-missing')
})

test('a lone surrogate stays one character, in a paste and in a recording', async () => {
  const { groups: [{ example }] } = await whycors.har(`[{"request":{"method":"GET","url":"https://a.example/","headers":[{"name":"Origin","value":"https://b.example"},{"name":"x-a","value":"\ud800x\\ud800y"}]},"response":{"status":500,"headers":[]}}]`)
  assert.match(example.text, /x-a: \ufffdx\ufffdy\n/)
})
