// UTF-8 in and out; by hand where there is no TextEncoder: a database that runs JavaScript has none.

const encoder = globalThis.TextEncoder && new TextEncoder()
const decoder = globalThis.TextDecoder && new TextDecoder()

/** As UTF-8; a lone surrogate becomes U+FFFD. */
export function encode(text) {
  if (encoder) return encoder.encode(text)
  const bytes = []
  for (const character of text) {
    let code = character.codePointAt(0)
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | code >> 6, 0x80 | code & 63)
    else if (code < 0x10000) bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63)
    else bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63)
  }
  return Uint8Array.from(bytes)
}

/** Of well-formed UTF-8, which is all that the core writes. */
export function decode(bytes) {
  if (decoder) return decoder.decode(bytes)
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at++]
    const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
    let code = more === 0 ? lead : lead & 63 >> more
    for (let i = 0; i < more; ++i) code = code << 6 | bytes[at++] & 63
    text += String.fromCodePoint(code)
  }
  return text
}
