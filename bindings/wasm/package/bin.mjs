#!/usr/bin/env node
// `npx whycors`: the command line, on Node's files.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const start = createRequire(import.meta.url)('./whycors-cli.cjs')
start({ wasmBinary: fs.readFileSync(new URL('./whycors-cli.wasm', import.meta.url)) })
