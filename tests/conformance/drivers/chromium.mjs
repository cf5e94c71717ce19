// Chromium over the DevTools protocol, through a pipe: its console, and the reason it gives for each block.
import { execFileSync } from 'node:child_process'

import { ended, split } from './session.mjs'

const program = '/usr/bin/chromium'

export const version = () => execFileSync(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()

/** DevTools protocol over file descriptors 3 and 4: JSON texts with a NUL after each. */
function devTools(child, onEvent) {
  const waiting = new Map()
  let next = 0
  split(child.stdio[4], '\0', (text) => {
    const message = JSON.parse(text)
    if (message.id === undefined) {
      onEvent(message.method, message.params)
      return
    }
    const { resolve, reject } = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) reject(new Error(message.error.message))
    else resolve(message.result)
  })
  return (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    const id = ++next
    waiting.set(id, { resolve, reject })
    child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
  })
}

/** Opens `url`. `onLine` is told each line of the console, `onCorsError` (url, { name, parameter }) each block. */
export async function open(session, url, { onLine, onCorsError }) {
  const child = session.spawn(program, [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--mute-audio', '--ignore-certificate-errors',
    '--remote-debugging-pipe', `--user-data-dir=${session.profile}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  child.stdio[3].on('error', () => {}) // when it has ended, which is told

  const urls = new Map()
  const events = {
    'Network.requestWillBeSent': ({ requestId, request }) => urls.set(requestId, request.url),
    'Network.loadingFailed': ({ requestId, corsErrorStatus: status }) => {
      if (status) onCorsError(urls.get(requestId), { name: status.corsError, parameter: status.failedParameter })
    },
    'Log.entryAdded': ({ entry }) => onLine(entry.text.trimEnd()),
  }
  const send = devTools(child, (method, params) => events[method]?.(params))
  const navigate = async () => {
    const { targetInfos } = await send('Target.getTargets')
    const { targetId } = targetInfos.find(({ type }) => type === 'page')
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    for (const domain of ['Network', 'Log', 'Page']) await send(`${domain}.enable`, {}, sessionId)
    await send('Page.navigate', { url }, sessionId)
  }
  await Promise.race([navigate(), ended(child, 'Chromium')])
}
