// Runs in the browser: takes exchanges from the server, makes the calls, and posts what script could see.
const bodies = {
  text: () => 'x',
  form: () => new URLSearchParams({ a: 'b' }),
  multipart: () => { const form = new FormData(); form.append('a', 'b'); return form },
  blob: (request) => new Blob(['x'], { type: request.bodyType ?? '' }),
  stream: () => new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('x')); c.close() } }),
}
const bodyOf = (request) => (request.body && request.body !== 'none' ? bodies[request.body](request) : undefined)

async function byFetch(request) {
  const init = {
    method: request.method ?? 'GET', headers: request.headers ?? [], credentials: request.credentials ?? 'same-origin',
    mode: request.mode ?? 'cors', redirect: request.redirect ?? 'follow', cache: request.cache ?? 'default',
  }
  const body = bodyOf(request)
  if (body !== undefined) init.body = body
  if (request.body === 'stream') init.duplex = 'half'
  try {
    const response = await fetch(request.url, init)
    const opaque = response.type === 'opaque' || response.type === 'opaqueredirect'
    return { verdict: opaque ? 'opaque' : 'allowed', status: response.status, exposed: [...response.headers.keys()] }
  } catch (error) {
    return { verdict: 'blocked', error: String(error) }
  }
}

function byXhr(request) {
  return new Promise((resolve) => {
    try {
      const xhr = new XMLHttpRequest()
      xhr.open(request.method ?? 'GET', request.url)
      xhr.withCredentials = request.credentials === 'include'
      for (const [name, value] of request.headers ?? []) xhr.setRequestHeader(name, value)
      if (request.uploadListener) xhr.upload.onprogress = () => {}
      xhr.onload = () => {
        const exposed = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean).map((line) => line.split(':')[0].toLowerCase())
        resolve({ verdict: 'allowed', status: xhr.status, exposed: [...new Set(exposed)].sort() })
      }
      xhr.onerror = () => resolve({ verdict: 'blocked', error: 'error event' })
      xhr.send(bodyOf(request))
    } catch (error) {
      resolve({ verdict: 'blocked', error: String(error) })
    }
  })
}

const settled = (target, success = 'load') => new Promise((resolve) => {
  target.addEventListener(success, () => resolve({ verdict: 'allowed' }))
  target.addEventListener('error', () => resolve({ verdict: 'blocked', error: 'error event' }))
})
const crossOrigin = (request) => (request.credentials === 'include' ? 'use-credentials' : 'anonymous')

async function byElement(name, request, properties, success) {
  const element = document.createElement(name)
  const result = settled(element, success)
  Object.assign(element, { crossOrigin: crossOrigin(request) }, properties)
  document.head.append(element)
  try {
    return await result
  } finally {
    element.remove()
  }
}

const initiators = {
  fetch: byFetch,
  xhr: byXhr,
  image: (request) => byElement('img', request, { src: request.url }),
  script: (request) => byElement('script', request, { src: request.url }),
  module: (request) => byElement('script', request, { type: 'module', src: request.url }),
  style: (request) => byElement('link', request, { rel: 'stylesheet', href: request.url }),
  media: (request) => byElement('video', request, { preload: 'auto', muted: true, src: request.url }, 'loadedmetadata'),
  async track(request) {
    const video = Object.assign(document.createElement('video'), { crossOrigin: crossOrigin(request) })
    const track = Object.assign(document.createElement('track'), { src: request.url, default: true })
    const result = settled(track)
    video.append(track)
    document.head.append(video)
    track.track.mode = 'hidden'
    try {
      return await result
    } finally {
      video.remove()
    }
  },
  async font(request) {
    try {
      await new FontFace(`probed ${request.url}`, `url("${request.url}")`).load()
      return { verdict: 'allowed' }
    } catch (error) {
      return { verdict: 'blocked', error: String(error) }
    }
  },
  async eventsource(request) {
    const source = new EventSource(request.url, { withCredentials: request.credentials === 'include' })
    const result = await settled(source, 'open')
    source.close()
    return result
  },
  async beacon(request) {
    navigator.sendBeacon(request.url, bodyOf(request))
    await new Promise((resolve) => setTimeout(resolve, 400))
    return { verdict: 'unseen' }
  },
}

async function run({ id, request }) {
  const late = new Promise((resolve) => setTimeout(() => resolve({ verdict: 'timeout' }), 15000))
  const result = await Promise.race([initiators[request.initiator ?? 'fetch'](request), late])
  return { id, ...result }
}

async function worker() {
  for (;;) {
    const batch = await (await fetch('/next', { cache: 'no-store' })).json()
    if (!batch.length) return
    for (const one of batch) {
      const result = await run(one)
      // Where a browser's lines name no URL, this one tells whose they were.
      if (isMarked) console.log(`${one.request.url} is done`)
      await fetch('/result', { method: 'POST', body: JSON.stringify(result) })
    }
  }
}
const isMarked = location.search === '?marked'
Promise.all(Array.from({ length: isMarked ? 1 : 6 }, worker)).then(() => fetch('/done', { method: 'POST' }))
