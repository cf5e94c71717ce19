// A recording in parts, whatever it comes as.
import { encode } from './text.mjs'

async function* ofStream(stream, size) {
  let reader
  let buffer
  try {
    // One buffer for all of it, where the stream can fill it; a smaller one is read more slowly.
    reader = stream.getReader({ mode: 'byob' })
    buffer = new ArrayBuffer(1 << 20)
  } catch {
    reader = stream.getReader()
  }
  try {
    for (;;) {
      const { done, value } = await (buffer ? reader.read(new Uint8Array(buffer)) : reader.read())
      if (done) return
      yield { part: value, size }
      if (buffer) buffer = value.buffer
    }
  } finally {
    // Whoever stops early lets the source know.
    await reader.cancel().catch(() => {})
    reader.releaseLock()
  }
}

function* ofText(text, room) {
  const step = room / 4
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + step, text.length)
    // A pair of surrogates stays together.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) --end
    yield { part: encode(text.slice(at, end)) }
    at = end
  }
}

const files = globalThis.process?.getBuiltinModule?.('node:fs')

/**
 * A file that Node has open, read to where it is scanned: what the system has in memory is there sooner than a promise
 * for it. Every two megabytes others have their turn.
 */
async function* ofHandle(handle, room, place) {
  const about = await handle.stat()
  const size = about.size || undefined
  const readNow = about.isFile() && files?.readSync
  const buffer = new Uint8Array(room)
  for (let at = 0, turn = 1; ; ++turn) {
    const placed = readNow && turn % 8 ? readNow(handle.fd, place(), 0, room, at) : undefined
    const length = placed ?? (await handle.read(buffer, 0, room, at)).bytesRead
    if (length === 0) return
    at += length
    yield placed ? { placed, size } : { part: buffer.subarray(0, length), size }
  }
}

/**
 * A string, bytes, a File or Blob, a Response, a stream of bytes, a file that Node has open, or anything that gives bytes
 * one after the other, as `{ part, size }`; `size` where it is known. What is read to `place()`, which has room for `room`
 * bytes, comes as `{ placed, size }` with its length.
 */
export function partsOf(input, room, place) {
  if (typeof input === 'string') return ofText(input, room)
  if (input instanceof ArrayBuffer) input = new Uint8Array(input)
  if (ArrayBuffer.isView(input)) {
    return [{ part: new Uint8Array(input.buffer, input.byteOffset, input.byteLength), size: input.byteLength }]
  }
  if (typeof input?.read === 'function' && typeof input.stat === 'function') return ofHandle(input, room, place)
  if (typeof input?.stream === 'function' && typeof input.size === 'number') return ofStream(input.stream(), input.size)
  if (typeof input?.getReader === 'function') return ofStream(input)
  if (typeof input?.body?.getReader === 'function') return ofStream(input.body)
  if (input?.[Symbol.asyncIterator] || input?.[Symbol.iterator]) return ofIterable(input)
  throw new TypeError('a recording is a string, bytes, a File, a Response or a stream, and this is none of them')
}

async function* ofIterable(input) {
  for await (const one of input) yield { part: typeof one === 'string' ? encode(one) : one }
}
