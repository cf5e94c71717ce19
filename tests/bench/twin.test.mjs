// The yardstick is one only as long as it gives the same verdicts.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'

import { loadWhycors } from '../../build/npm/whycors.node.mjs'
import { generate } from '../conformance/generator.mjs'
import { engines, evaluate } from './twin.mjs'

const recordings = path.resolve(import.meta.dirname, '../recordings')
const recorded = fs.readdirSync(recordings).filter((file) => file.endsWith('.ndjson')).flatMap((file) => fs.readFileSync(path.join(recordings, file), 'utf8').trim().split('\n').slice(1)
  .map((line) => JSON.parse(line).exchange))

/** What both say, without the stage of a call that went through. */
const told = (word) => ({ verdict: word & 3, ...((word & 3) === 1 && { stage: (word >> 2) & 3 }), preflightSent: Boolean(word & 16), actualSent: Boolean(word & 32) })

async function differences(exchanges) {
  const whycors = await loadWhycors()
  const names = ['allowed', 'blocked', 'opaque', 'undetermined']
  const stages = ['request', 'preflight', 'redirect', 'response']
  const all = [...whycors.evaluateAll(exchanges)]
  return exchanges.flatMap((exchange, index) => engines.flatMap((engine, at) => {
    const core = all[index][engine]
    const twin = told(evaluate(exchange)[at])
    const same = core && names.indexOf(core.verdict) === twin.verdict && core.preflightSent === twin.preflightSent && core.actualSent === twin.actualSent &&
      (twin.stage === undefined || stages[twin.stage] === core.stage)
    return same ? [] : [{ engine, core, twin, exchange }]
  }))
}

test('the twin gives equal verdicts on all recordings', async () => {
  const different = await differences(recorded)
  assert.equal(different.length, 0, JSON.stringify(different.slice(0, 3), null, 1))
})

test('the twin gives equal verdicts on freshly generated exchanges', async () => {
  const different = await differences(generate(20261, 3000))
  assert.equal(different.length, 0, JSON.stringify(different.slice(0, 3), null, 1))
})
