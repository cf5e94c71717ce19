// Serves a folder on loopback, on the port asked for or the next free one.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

const [folder, first = '8080'] = process.argv.slice(2)
const root = path.resolve(folder)
const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css',
  '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8',
}

const server = http.createServer((request, response) => {
  const target = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
  let file = path.join(root, target)
  if (!file.startsWith(root)) return response.writeHead(403).end()
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html')
  if (!fs.existsSync(file)) return response.writeHead(404).end('not found\n')
  response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' })
  fs.createReadStream(file).pipe(response)
})

let port = Number(first)
server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE') throw error
  server.listen(++port, '127.0.0.1')
})
server.on('listening', () => console.log(`whycors is at http://localhost:${port}/`))
server.listen(port, '127.0.0.1')
