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

async function run({ id, request }) {
  const late = new Promise((resolve) => setTimeout(() => resolve({ verdict: 'timeout' }), 15000))
  const result = await Promise.race([request.initiator === 'xhr' ? byXhr(request) : byFetch(request), late])
  return { id, ...result }
}

async function worker() {
  for (;;) {
    const batch = await (await fetch('/next', { cache: 'no-store' })).json()
    if (!batch.length) return
    for (const one of batch) {
      const result = await run(one)
      await fetch('/result', { method: 'POST', body: JSON.stringify(result) })
    }
  }
}
Promise.all(Array.from({ length: 6 }, worker)).then(() => fetch('/done', { method: 'POST' }))
