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

/**
 * Opens `url`, with flags beside the usual ones. `onLine` is told each line of the console, `onCorsError`
 * (url, { name, parameter }) each block.
 */
export async function open(session, url, { onLine, onCorsError, flags = [] }) {
  const child = session.spawn(program, [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--mute-audio', '--ignore-certificate-errors',
    '--remote-debugging-pipe', `--user-data-dir=${session.profile}`, ...flags, 'about:blank',
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
  const listen = async (sessionId, type = 'page') => {
    // What a worker prints is printed by its page too.
    for (const domain of type === 'worker' ? ['Network'] : ['Network', 'Log']) await send(`${domain}.enable`, {}, sessionId)
    // Frames of other origins and workers have consoles of their own.
    await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, sessionId)
  }
  events['Target.attachedToTarget'] = async ({ sessionId, waitingForDebugger, targetInfo }) => {
    if (!waitingForDebugger) return
    await listen(sessionId, targetInfo.type).catch(() => {}) // some kinds of targets know less
    await send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => {})
  }
  const send = devTools(child, (method, params) => events[method]?.(params))
  const navigate = async () => {
    const { targetInfos } = await send('Target.getTargets')
    const { targetId } = targetInfos.find(({ type }) => type === 'page')
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    await send('Page.enable', {}, sessionId)
    await listen(sessionId)
    await send('Page.navigate', { url }, sessionId)
  }
  await Promise.race([navigate(), ended(child, 'Chromium')])
}
