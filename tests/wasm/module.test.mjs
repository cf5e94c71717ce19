// The package as Node imports it.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, test } from 'node:test'

import { loadWhycors, WhycorsError } from '../../build/npm/whycors.node.mjs'

const paste = 'GET /x HTTP/1.1\nHost: api.example\nOrigin: https://app.example\nCookie: a=b\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n'
const exchange = { request: { url: 'https://api.example/', origin: 'https://app.example' }, response: { status: 200, headers: [] } }
let whycors
before(async () => { whycors = await loadWhycors() })

const marked = (report, text) => report.findings[0].labels.filter((one) => one.primary).map((one) => text.slice(one.start, one.end))[0]

test('a paste is diagnosed as on the command line', () => {
  const report = whycors.diagnose(paste)
  assert.equal(report.cause, 'acao-wildcard-with-credentials')
  assert.equal(report.engines.webkit.verdict, 'blocked')
  assert.equal(marked(report, paste), '*')
  assert.equal(whycors.diagnose(paste, { credentials: 'omit' }).cause, 'no-error')
})

test('spans are UTF-16, whatever stands before them', () => {
  for (const before of ['😀 é €', '\u0000', '\uFEFF', '\u00A0“x”', '\uD800x'])
    assert.equal(marked(whycors.diagnose(`${before}\n${paste}`), `${before}\n${paste}`), '*', JSON.stringify(before))
})

test('large and odd input is answered', () => {
  assert.equal(whycors.diagnose('').cause, 'insufficient-input')
  assert.equal(whycors.diagnose(paste + '\n' + 'x'.repeat(10_000_000)).cause, 'acao-wildcard-with-credentials')
  assert.ok(whycors.diagnose(':'.repeat(100_000)).summary)
})

test('an Exchange is evaluated, and a bad one is refused with its place', () => {
  assert.equal(whycors.evaluate(exchange).cause, 'acao-missing')
  assert.throws(() => whycors.evaluate({ request: { url: 1 } }), (error) => error instanceof WhycorsError && error.message === 'request.url must be a string, and is a number')
})

test('what the caller throws is his own, and no crash', () => {
  const circular = { ...exchange }
  circular.request = { ...exchange.request, circular }
  function* broken() {
    yield exchange
    throw new RangeError('mine')
  }
  for (const run of [() => whycors.evaluate(circular), () => whycors.evaluateAll([circular]), () => whycors.preflight(circular), () => whycors.fix('nginx', circular),
    () => whycors.diagnose('', circular)]) assert.throws(run, (error) => error instanceof TypeError && !(error instanceof WhycorsError))
  assert.throws(() => whycors.evaluateAll(broken()), RangeError)
  assert.equal(whycors.evaluate(exchange).cause, 'acao-missing')
})

test('verdicts in bulk are those of the rich door, in order', () => {
  const good = { ...exchange, response: { status: 200, headers: [['access-control-allow-origin', '*']] } }
  const verdicts = whycors.evaluateAll([exchange, good, {}])
  assert.equal(verdicts.length, 3)
  assert.equal(verdicts.at(0).gecko.verdict, 'blocked')
  assert.equal(verdicts.at(1).gecko.verdict, 'allowed')
  assert.equal(verdicts.at(2).gecko, null)
})

test('exchanges in bulk keep their places, however many and whatever they come as', () => {
  const allows = (index) => ({ ...exchange, response: { status: 200, headers: [['access-control-allow-origin', index % 3 ? '*' : `https://${'x'.repeat(index)}`]] } })
  const many = [undefined, ...Array.from({ length: 2500 }, (_, index) => allows(index)), null]
  const lines = many.map((one) => JSON.stringify(one) ?? 'null').join('\n')
  assert.ok(lines.length > 1 << 20, 'more than a part')
  const expected = [null, ...Array.from({ length: 2500 }, (_, index) => (index % 3 ? 'allowed' : 'blocked')), null]
  for (const input of [many, new Set(many), lines, lines.replaceAll('\n', '\r\n\n'), new TextEncoder().encode(`${lines}\n`)])
    assert.deepEqual([...whycors.evaluateAll(input)].map(({ webkit }) => webkit?.verdict ?? null), expected)
  for (const nothing of [[], '', '\n\n', new Uint8Array()]) assert.equal(whycors.evaluateAll(nothing).length, 0)
})

test('the bulk door agrees with the recordings of real browsers', async () => {
  const lines = (await readFile(new URL('../recordings/recording1.ndjson', import.meta.url), 'utf8')).trim().split('\n').slice(1).map((line) => JSON.parse(line))
  const verdicts = whycors.evaluateAll(lines.map((line) => line.exchange))
  lines.forEach(({ exchange: { id }, observed }, index) => {
    for (const engine of ['chromium', 'gecko', 'webkit']) assert.equal(verdicts.at(index)[engine].verdict, observed[engine].verdict, `${id} ${engine}`)
  })
})

test('preflight, explain, codes and engines answer', async () => {
  assert.match(whycors.preflight({ url: 'https://a.example/', origin: 'https://b.example', method: 'PUT' }, { as: 'curl' }), /^curl -i -X OPTIONS/)
  assert.match(await whycors.explain('acac-missing'), /^# WC3201/)
  assert.match(await whycors.explain('postman-works'), /^# It works in Postman/)
  for (const none of ['nonsense', 'constructor', '__proto__']) assert.equal(await whycors.explain(none), undefined)
  for (const { code } of whycors.codes) assert.ok(await whycors.explain(code), code)
  assert.equal(whycors.engines.engines.length, 4)
  assert.ok(whycors.engines.quirks.every((quirk) => quirk.evidence))
})

test('secrets are taken out, and the diagnosis stays', () => {
  const secret = paste.replace('Cookie: a=b', 'Cookie: 😀=b; sid=hush\nAuthorization: Bearer hush')
  const { text, removed } = whycors.redact(secret)
  assert.ok(!text.includes('hush') && text.includes('Cookie: 😀=REDACTED; sid=REDACTED\n'))
  assert.deepEqual(removed, [{ kind: 'authorization', count: 1 }, { kind: 'cookie', count: 2 }])
  assert.equal(whycors.diagnose(text).cause, whycors.diagnose(secret).cause)
  assert.deepEqual(whycors.redact('nothing'), { text: 'nothing', removed: [] })
})

test('a report has the shape that its types declare', async () => {
  const declarations = await readFile(new URL('../../build/npm/whycors.d.ts', import.meta.url), 'utf8')
  const fields = (name) => {
    const body = new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(declarations)[1]
    return [...body.matchAll(/^  (\w+)(\??): /gm)].map(([, field, optional]) => ({ field, optional: optional === '?' }))
  }
  const check = (name, value) => {
    const declared = fields(name)
    for (const { field, optional } of declared) assert.ok(optional || field in value, `${name}.${field} is declared and missing`)
    for (const field of Object.keys(value)) assert.ok(declared.some((one) => one.field === field), `${name}.${field} is there and not declared`)
  }
  const report = whycors.diagnose(paste, { steps: true })
  check('Report', report)
  check('Finding', report.findings[0])
  check('Label', report.findings[0].labels[0])
  check('EngineReport', report.engines.chromium)
  check('StepTaken', report.engines.chromium.steps[0])
  check('FactReport', report.facts[0])
  check('Event', report.events[0])
  check('Block', report.blocks[0])
})
