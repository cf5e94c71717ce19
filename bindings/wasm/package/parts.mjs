// A recording, whatever it comes as, poured into a sink: `give(bytes)` takes any number of them; `place()` has room for
// `room` bytes, of which `placed(count)` takes the first. `size` is told to it where it is known.
import { encode } from './text.mjs'

async function ofStream(stream, sink) {
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
      sink.give(value)
      if (buffer) buffer = value.buffer
    }
  } finally {
    // Whoever stops early lets the source know.
    await reader.cancel().catch(() => {})
    reader.releaseLock()
  }
}

function ofText(text, sink) {
  const step = sink.room / 4
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + step, text.length)
    // A pair of surrogates stays together.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) --end
    sink.give(encode(text.slice(at, end)))
    at = end
  }
}

const files = globalThis.process?.getBuiltinModule?.('node:fs')

/**
 * A file that Node has open, read to where it is scanned: what the system has in memory is there sooner than a promise
 * for it. Every two megabytes others have their turn.
 */
async function ofHandle(handle, sink) {
  const about = await handle.stat()
  sink.size = about.size || undefined
  const readNow = about.isFile() && files?.readSync
  const buffer = readNow ? undefined : new Uint8Array(sink.room)
  for (let at = 0, turn = 1; ; ++turn) {
    const length = readNow ? readNow(handle.fd, sink.place(), 0, sink.room, at) : (await handle.read(buffer, 0, sink.room, at)).bytesRead
    if (length === 0) return
    at += length
    if (!readNow) sink.give(buffer.subarray(0, length))
    else sink.placed(length)
    if (readNow && turn % 8 === 0) await new Promise((resume) => setImmediate(resume))
  }
}

async function ofIterable(input, sink) {
  for await (const one of input) sink.give(typeof one === 'string' ? encode(one) : one)
}

/**
 * A string, bytes, a File or Blob, a Response, a stream of bytes, a file that Node has open, or anything that gives bytes
 * one after the other.
 */
export async function pour(input, sink) {
  if (typeof input === 'string') return ofText(input, sink)
  if (input instanceof ArrayBuffer) input = new Uint8Array(input)
  if (ArrayBuffer.isView(input)) {
    sink.size = input.byteLength
    return sink.give(new Uint8Array(input.buffer, input.byteOffset, input.byteLength))
  }
  if (typeof input?.read === 'function' && typeof input.stat === 'function') return ofHandle(input, sink)
  if (typeof input?.stream === 'function' && typeof input.size === 'number') {
    sink.size = input.size
    return ofStream(input.stream(), sink)
  }
  if (typeof input?.getReader === 'function') return ofStream(input, sink)
  if (typeof input?.body?.getReader === 'function') return ofStream(input.body, sink)
  if (input?.[Symbol.asyncIterator] || input?.[Symbol.iterator]) return ofIterable(input, sink)
  throw new TypeError('a recording is a string, bytes, a File, a Response or a stream, and this is none of them')
}
