// Raw HTTP/1.1 over a socket: exactly the bytes that a browser would send, and exactly the rows that come back.
import net from 'node:net'

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Sends a request and reads the head of the answer. */
export function send(port, { method, path = '/api/data', headers = [], body = '' }) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    let bytes = Buffer.alloc(0)
    const timer = setTimeout(() => { socket.destroy(); reject(new Error(`no answer to ${method} ${path}`)) }, 60000)
    const finish = () => {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return false
      clearTimeout(timer)
      socket.destroy()
      const [status, ...rows] = bytes.subarray(0, end).toString('latin1').split('\r\n')
      resolve({
        status: Number(status.split(' ')[1]),
        headers: rows.map((row) => [row.slice(0, row.indexOf(':')), row.slice(row.indexOf(':') + 1).trim()]),
      })
      return true
    }
    socket.on('data', (chunk) => { bytes = Buffer.concat([bytes, chunk]); finish() })
    socket.on('error', (error) => { clearTimeout(timer); reject(error) })
    socket.on('close', () => { if (!finish()) { clearTimeout(timer); reject(new Error(`${method} ${path} was cut off`)) } })
    const rows = [['Host', `127.0.0.1:${port}`], ...headers, ['Connection', 'close']]
    if (body) rows.push(['Content-Length', String(Buffer.byteLength(body))])
    socket.write(`${method} ${path} HTTP/1.1\r\n${rows.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`)
  })
}

/** Resolves once something listens on the port. */
export async function listening(port, child, seconds = 60) {
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`)
    const is = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true) }).on('error', () => resolve(false))
    })
    if (is) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('did not start')
}
