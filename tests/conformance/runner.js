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

/** Makes one call here, and gives it up when nothing comes of it. */
function runHere(request) {
  const late = new Promise((resolve) => setTimeout(() => resolve({ verdict: 'timeout' }), 15000))
  return Promise.race([initiators[request.initiator ?? 'fetch'](request), late])
}

const isWorker = typeof document === 'undefined'
const isAgent = isWorker || (parent !== window && location.pathname !== '/')

/** Frames and workers from which calls are made as well, by what they are. */
const agents = new Map()

/** Starts one: a worker, a sandboxed frame, a frame of a data: URL, or one with a Content Security Policy. */
function startAgent({ client, origin }, csp) {
  const isOpaque = client !== 'sandboxed' && origin === 'null'
  if (client === 'worker') {
    const worker = new Worker('/runner.js')
    return { ready: Promise.resolve(), send: (message) => worker.postMessage(message), from: worker }
  }
  const frame = document.createElement('iframe')
  if (client === 'sandboxed') frame.sandbox = 'allow-scripts'
  const here = `${location.origin}/runner.js`
  frame.src = isOpaque ? `data:text/html,<script src="${here}"></${'script>'}` : `/frame?${encodeURIComponent(csp ?? '')}`
  const ready = new Promise((resolve) => { frame.onload = resolve })
  document.documentElement.append(frame)
  return { ready, send: (message) => frame.contentWindow.postMessage(message, '*'), from: window }
}

let calls = 0
async function runIn(agent, request) {
  await agent.ready
  const number = ++calls
  const answer = new Promise((resolve) => {
    const listen = ({ data }) => {
      if (data.number !== number) return
      agent.from.removeEventListener('message', listen)
      resolve(data.result)
    }
    agent.from.addEventListener('message', listen)
  })
  agent.send({ number, request })
  return answer
}

function run({ request, csp }) {
  const isPlain = location.protocol === 'file:' || (csp === undefined && (request.client ?? 'window') === 'window' && request.origin !== 'null')
  if (isPlain) return runHere(request)
  const key = JSON.stringify([request.client, request.origin === 'null', csp])
  if (!agents.has(key)) agents.set(key, startAgent(request, csp))
  return runIn(agents.get(key), request)
}

const ask = (place, body) => fetch(`${control}${place}`, body === undefined ? { cache: 'no-store' } : { method: 'POST', body: JSON.stringify(body) })
const sleepUntil = (time) => new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())))

/** The calls of a sequence at their times, or later on a busy machine. */
async function runSequence({ id, sequence }) {
  const steps = []
  let start
  for (const [step, { at, request }] of sequence.entries()) {
    await ask('/step', { id, step })
    if (start !== undefined) await sleepUntil(start + at * 1000)
    start ??= performance.now()
    steps.push(await runHere(request))
  }
  return { id, steps }
}

async function worker() {
  for (;;) {
    const batch = await (await ask('/next')).json()
    if (!batch.length) return
    for (const one of batch) {
      const result = one.sequence ? await runSequence(one) : { id: one.id, ...await run(one) }
      // Where a browser's lines name no URL, this one tells whose they were.
      if (mode === 'marked') console.log(`/x/${one.id}/0 is done`)
      await ask('/result', result)
    }
  }
}

if (isAgent) {
  const home = isWorker ? self : parent
  const tell = (message) => (isWorker ? home.postMessage(message) : home.postMessage(message, '*'))
  addEventListener('message', async ({ data: { number, request } }) => tell({ number, result: await runHere(request) }))
} else {
  /** Firefox forgets the preflights that it had before its first look-up of a host. */
  async function warmUp() {
    for (let i = 0; i < 4; ++i) await fetch(warm, { method: 'PUT' }).catch(() => {})
  }
  const parallel = { marked: 1, sequences: 12 }[mode] ?? 6
  const ready = mode === 'sequences' ? warmUp() : Promise.resolve()
  ready.then(() => Promise.all(Array.from({ length: parallel }, worker))).then(() => ask('/done', ''))
}
