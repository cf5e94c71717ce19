// The built site from a plain static server in this process, and a foreign origin that notes whoever comes.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

const site = path.resolve(import.meta.dirname, '../../build/site')
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.json': 'application/json' }

const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))

/** `overrides` are texts served in place of files, by path; `requests` are the paths asked for. */
export async function serveSite(overrides = {}) {
  const requests = []
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    requests.push(pathname)
    const file = path.join(site, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    const type = types[path.extname(file)] ?? 'text/plain'
    if (pathname in overrides) return response.writeHead(200, { 'Content-Type': type }).end(overrides[pathname])
    if (!file.startsWith(site) || !fs.existsSync(file)) return response.writeHead(404).end('not found\n')
    response.writeHead(200, { 'Content-Type': type })
    fs.createReadStream(file).pipe(response)
  })
  const port = await listen(server)
  return { address: `http://localhost:${port}/`, requests, overrides, close: () => { server.closeAllConnections(); server.close() } }
}

/** Lets anyone in, so that only the page's own policy keeps it out; `visits` are those who came. */
export async function serveForeign() {
  const visits = []
  const server = http.createServer((request, response) => {
    visits.push(request.url)
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' }).end('')
  })
  server.on('upgrade', (request, socket) => {
    visits.push(request.url)
    socket.destroy()
  })
  const port = await listen(server)
  return { address: `http://127.0.0.1:${port}/`, visits, close: () => { server.closeAllConnections(); server.close() } }
}
export const siteFile = (name) => fs.readFileSync(path.join(site, name), 'utf8')
