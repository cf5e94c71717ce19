// The command itself, with stand-ins for the browsers and for whycors: what it exits with, and what it prints.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { origins } from './server.mjs'

const here = import.meta.dirname
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'whycors-rig-'))
after(() => fs.rmSync(folder, { recursive: true }))

const exchange = (id, headers) => ({
  id, request: { url: `${origins.api}/x/${id}/0`, origin: origins.app, method: 'PUT', headers, cache: 'no-store' },
  preflight: { status: 204, headers: [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Methods', 'PUT']] },
  response: { status: 200, headers: [['Access-Control-Allow-Origin', '*']] },
})
const exchanges = [
  exchange('plain', []), exchange('allowed', [['X-Allow', 'yes'], ['X-Foo', '1']]),
  exchange('large', [['X-Foo', '1'], ['X-Bug', '1'], ['X-Bar', 'a, b, c'], ['X-Allow', 'yes']]), exchange('small', [['X-Bug', '1'], ['X-Foo', '1']]),
]

let runs = 0
function conformance(engines, ...words) {
  const base = path.join(folder, String(++runs))
  fs.writeFileSync(`${base}.exchanges`, exchanges.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(here, 'run.mjs'), '--drivers', path.join(here, 'stand-ins/drivers.mjs'), '--cli', path.join(here, 'stand-ins/whycors.mjs'),
    ...engines.flatMap((engine) => ['--engine', engine]), '--exchanges', `${base}.exchanges`, '--record', `${base}.ndjson`, '--summary', `${base}.json`, ...words])
  return { status, out: stdout.toString(), error: stderr.toString(), recording: `${base}.ndjson`, summary: () => JSON.parse(fs.readFileSync(`${base}.json`, 'utf8')) }
}

test('agreement exits with 0, and the summary counts it', () => {
  const { status, out, summary } = conformance(['right'])
  assert.equal(status, 0, out)
  assert.match(out, /^right: verdict 4\/4/m)
  assert.deepEqual(summary().right.properties.verdict, { compared: 4, agreed: 4 })
})

test('disagreement exits with 1, the smallest exchange printed first', () => {
  const { status, out, summary } = conformance(['right', 'wrong'])
  assert.equal(status, 1)
  assert.ok(out.indexOf('"id":"small"') > 0 && out.indexOf('"id":"small"') < out.indexOf('"id":"large"'), out)
  assert.doesNotMatch(out, /"id":"(plain|allowed)"/)
  assert.deepEqual(summary().wrong.properties.verdict, { compared: 4, agreed: 2 })
})

test('disagreements are reduced in the browser, each small one printed once', () => {
  const { out } = conformance(['wrong'], '--reduce')
  const printed = out.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('{"id"')).map((line) => JSON.parse(line))
  assert.equal(printed.length, 1, out)
  assert.deepEqual(printed[0].request, { url: `${origins.api}/x/${printed[0].id}/0`, origin: origins.app, method: 'GET', headers: [['X-Bug', '1']] })
  assert.deepEqual([printed[0].preflight, printed[0].response], [{ status: 204, headers: [] }, { status: 200, headers: [] }])
})

test('a newer browser that disagrees is drift: loud, and with an exit status of its own', () => {
  const { status, out, recording } = conformance(['newer'])
  assert.equal(status, 3)
  assert.match(out, /^DRIFT: Newer 2\.0 disagrees; whycors speaks for 1\.0/m)
  // A recording of it is judged alike, without a browser.
  const again = spawnSync(process.execPath, [path.join(here, 'run.mjs'), '--drivers', path.join(here, 'stand-ins/drivers.mjs'), '--cli', path.join(here, 'stand-ins/whycors.mjs'), '--compare', recording])
  assert.equal(again.status, 3, again.stderr.toString())
})

test('drift never hides that the browser of record disagrees', () => {
  assert.equal(conformance(['newer', 'wrong']).status, 1)
  assert.equal(conformance(['wrong', 'newer']).status, 1)
})

for (const [engine, why] of [['absent', 'Absent has ended'], ['silent', 'silent was started, but answered nothing'], ['unknown', 'spawn unknown ENOENT']])
  test(`a browser that can't be driven (${engine}) fails the run`, () => {
    const { status, error } = conformance(['right', engine])
    assert.equal(status, 2)
    assert.equal(error, `conformance: ${why}\n`)
  })

test('a whycors that can\'t be run fails the run', () => {
  const { status, error } = conformance(['right'], '--cli', path.join(folder, 'nowhere'))
  assert.equal(status, 2)
  assert.match(error, /nowhere batch could not be run/)
})
