// Keeps the site for when there is no network. A policy in a page does not reach a service worker, so this one first takes
// from itself all by which it could reach another origin; it answers with the site's own files and does nothing else.
export {}

declare const VERSION: string
declare const FILES: string[]
declare const self: EventTarget & typeof globalThis & { location: Location }
interface Extendable extends Event { waitUntil(promise: Promise<unknown>): void }
interface FetchEvent extends Extendable { request: Request; respondWith(response: Promise<Response>): void }

const isOwn = (url: string) => new URL(url, self.location.href).origin === self.location.origin
const network = self.fetch.bind(self)
const open = self.caches.open.bind(self.caches)
const caches = self.caches

/** Its own origin, and not by way of a redirect that leaves it. */
function ownFetch(input: RequestInfo | URL): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input)
  return isOwn(url) ? network(url, { redirect: 'error', credentials: 'same-origin' }) : Promise.reject(new TypeError(`not of this site: ${url}`))
}
const refuse = () => Promise.reject(new TypeError('this service worker does not fetch for others'))
Object.defineProperty(self, 'fetch', { value: ownFetch, writable: false, configurable: false })
for (const name of ['WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'BackgroundFetchManager', 'XMLHttpRequest', 'importScripts'])
  Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false })
for (const name of ['add', 'addAll']) Object.defineProperty(Cache.prototype, name, { value: refuse, writable: false, configurable: false })
if ('Clients' in self) Object.defineProperty((self as unknown as { Clients: { prototype: object } }).Clients.prototype, 'openWindow', { value: refuse, writable: false, configurable: false })

const name = `whycors-${VERSION}`

self.addEventListener('install', (event) => {
  (event as Extendable).waitUntil(open(name).then((cache) => Promise.all(FILES.map(async (file) => {
    const response = await ownFetch(file)
    if (!response.ok) throw new TypeError(`${file}: ${response.status}`)
    await cache.put(file, response)
  }))))
})
self.addEventListener('activate', (event) => {
  (event as Extendable).waitUntil(caches.keys().then((names) =>
    Promise.all(names.filter((one) => one.startsWith('whycors-') && one !== name).map((one) => caches.delete(one)))))
})
self.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent
  if (request.method !== 'GET' || !isOwn(request.url)) return
  const url = new URL(request.url)
  url.hash = ''
  url.search = ''
  // The site as it was when this worker came, all of one version; what is not of it comes from the network.
  respondWith.call(event, open(name).then((cache) => cache.match(url.href)).then((kept) => kept ?? network(request)))
})
