// `whycors har` as a person runs it: from a file and from a pipe, of any size, cut, and of the wrong kind.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { recording } from '../bench/har_generator.mjs'

const cli = path.resolve(import.meta.dirname, '../../build/bin/whycors')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'whycors-har-'))
const file = path.join(folder, 'some.har')
const text = [...recording(2_000_000, 3)].join('')
fs.writeFileSync(file, text)
after(() => fs.rmSync(folder, { recursive: true }))

const run = (args, input = '') => spawnSync(cli, ['har', ...args], { input, encoding: 'utf8', maxBuffer: 1 << 26 })

test('a file and a pipe give the same', () => {
  const json = run([file, '--json'])
  assert.equal(json.status, 1)
  assert.equal(json.stderr, '')
  const report = JSON.parse(json.stdout)
  assert.equal(report.entries, JSON.parse(text).log.entries.length)
  assert.equal(run(['-', '--json'], text).stdout, json.stdout)
  const shown = run([file]).stdout
  for (const group of report.groups) assert.ok(shown.includes(`${group.outcome}: ${group.cause}\n`), shown)
  assert.ok(shown.split('\n').every((line) => !/\s$/.test(line)))
})

test('a large recording takes no more memory than a small one', async () => {
  const child = spawn(cli, ['har', '-', '--json'], { stdio: ['pipe', 'ignore', 'inherit'] })
  const memory = () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) * 1024
  const put = (part) => new Promise((resolve) => child.stdin.write(part, resolve))
  const [head, tail] = [text.slice(0, text.lastIndexOf('\n    ]')), text.slice(text.lastIndexOf('\n    ]'))]
  const entries = head.slice(head.indexOf('"entries": [') + '"entries": ['.length)
  await put(head)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const small = memory()
  for (let i = 0; i < 40; ++i) await put(',' + entries)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const large = memory()
  child.stdin.end(tail)
  const status = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(status, 1)
  assert.ok(large - small < 4 << 20, `${small} bytes at 2 MB, ${large} at 80 MB`)
  assert.ok(large < 32 << 20, String(large))
})

test('what can not be read is told with its place', () => {
  const cut = run(['-'], text.slice(0, 1_000_000))
  assert.match(cut.stdout, /can't be read to its end: byte 1000000: the file ends there/)
  const other = run(['-'], 'GET / HTTP/1.1')
  assert.deepEqual([other.status, other.stderr], [2, 'whycors: - is no recording (HAR): byte 0: neither a number nor true, false or null\n'])
  assert.match(run([path.join(folder, 'none')]).stderr, /can't read .*none: No such file or directory/)
  assert.match(run([folder]).stderr, /Is a directory/)
  assert.match(run([]).stderr, /har wants a file/)
  assert.match(run([file, '--sarif']).stderr, /not `--sarif`/)
  assert.match(run([file, file]).stderr, /one file/)
})

test('a recording without a call across origins is fine', () => {
  const none = run(['-'], '{"log":{"entries":[]}}')
  assert.deepEqual([none.status, none.stdout], [0, 'standard input: 0 calls to other origins in 0 entries; none failed\n'])
})
