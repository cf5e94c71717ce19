// The package as a stranger gets it: packed, and installed into an empty folder.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

/** `{ folder, tarball, remove }`: a project in which `whycors` is installed from its tarball. */
export function install() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'whycors-package-'))
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', path.join(root, 'build/npm'), '--json', '--pack-destination', folder], { encoding: 'utf8' }))
  const tarball = path.join(folder, filename)
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--offline', tarball], { cwd: folder })
  return { folder, tarball, remove: () => fs.rmSync(folder, { recursive: true, force: true }) }
}

/** What each place has to print: it diagnoses a paste, and triages a recording. */
export const expected = 'acao-wildcard-with-credentials * 1 acao-missing 1'

/** A program that prints it, by the module that `from` gives. */
export const program = (from, { load = 'loadWhycors()', say = 'console.log' } = {}) => `
${from}
const paste = 'é😀\\nGET /x HTTP/1.1\\nHost: api.example\\nOrigin: https://app.example\\nCookie: a=b\\n\\nHTTP/1.1 200 OK\\nAccess-Control-Allow-Origin: *\\n'
const recording = { log: { entries: [{ request: { method: 'GET', url: 'https://api.example/', headers: [{ name: 'Origin', value: 'https://app.example' }] }, response: { status: 200, headers: [{ name: 'x', value: 'y' }] } }] } }
const run = async () => {
  const whycors = await ${load}
  const report = await whycors.diagnose(paste)
  const { start, end } = report.findings[0].labels.find((label) => label.primary)
  const triage = await whycors.har(JSON.stringify(recording))
  const explained = await whycors.explain('acac-missing')
  await whycors.terminate?.()
  return [report.cause, paste.slice(start, end), triage.failed, triage.groups[0].cause, Number(explained.startsWith('# WC3201'))].join(' ')
}
run().then((text) => ${say}(text), (error) => ${say}(String(error.stack ?? error)))
`
