#!/usr/bin/env node
// The command line in the tests of the rig: of every engine of stand-ins/drivers.mjs it says what the right one does.
import fs from 'node:fs'

const engines = ['right', 'wrong', 'newer', 'silent', 'absent']

for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { id, request } = JSON.parse(line)
  const verdict = request.headers.some(([name, value]) => /^x-allow$/i.test(name) && value === 'yes') ? 'allowed' : 'blocked'
  const said = { version: '1.0', verdict, stage: 'request', preflightSent: false, actualSent: false, exposedHeaders: [], console: [] }
  console.log(JSON.stringify({ id, engines: Object.fromEntries(engines.map((engine) => [engine, said])) }))
}
