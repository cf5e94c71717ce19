// Writes the package's inline.mjs: the module in one file, with the core's bytes in it as text, so that it needs no request
// and no bundler's help. Arguments: the package's folder.
import fs from 'node:fs'
import path from 'node:path'

const folder = process.argv[2]
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8')

/** A module's text as part of a larger one. */
const part = (name) => read(name).replace(/^import [^\n]*\n/gm, '').replace(/^export (?=const|function|class|async)/gm, '')

/** A byte is the character of its number: after compression a tenth larger than the file, where base64 is by half. */
function literal(bytes) {
  const escapes = { 0: '\\x00', 10: '\\n', 13: '\\r', 39: "\\'", 92: '\\\\' }
  return `'${Array.from(bytes, (byte) => escapes[byte] ?? String.fromCharCode(byte)).join('')}'`
}

const glue = read('whycors-core.mjs')
const exported = /export(?: default (\w+)|\s*\{\s*(\w+) as default\s*\});?\s*$/
const name = exported.exec(glue)?.slice(1).find(Boolean)
if (!name) throw new Error('the glue of the core has no default export')
// Nothing is to be looked for beside this file.
const alone = glue.replace(exported, '').replace(/new URL\((["'])whycors-core\.wasm\1, ?import\.meta\.url\)/g, '""').replaceAll('import.meta.url', '""')

fs.writeFileSync(path.join(folder, 'inline.mjs'), `// whycors in one file, made of the files beside it.
const createCore = (() => {
${alone}
return ${name}
})()
${['text.mjs', 'error.mjs', 'parts.mjs', 'catalogue.mjs', 'explanations.mjs', 'loader.mjs'].map(part).join('\n')}
function bytes() {
  const text = ${literal(fs.readFileSync(path.join(folder, 'whycors-core.wasm')))}
  const core = new Uint8Array(text.length)
  for (let i = 0; i < text.length; ++i) core[i] = text.charCodeAt(i)
  return core
}

export const loadWhycors = loader({ create: createCore, bytes, explanations: async () => explanations })
export { WhycorsError }
`)
