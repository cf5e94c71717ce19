// Firefox over Marionette; its console is read with the rights of the browser itself.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

import { ended, sleep } from './session.mjs'

const program = '/usr/bin/firefox-esr'

export const version = () => execFileSync(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()

const preferences = {
  'marionette.port': 0, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false, 'app.update.enabled': false, 'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false, 'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false, 'browser.startup.homepage_override.mstone': 'ignore',
  'services.settings.server': '', 'extensions.update.enabled': false, 'network.dns.disablePrefetch': true,
  // Nobody is there to answer what to open a mail address with.
  'network.protocol-handler.external-default': false, 'network.protocol-handler.external.mailto': false,
}

/** Marionette: JSON arrays with their length in bytes in front, over TCP. */
async function marionette(port) {
  const socket = net.connect(port, '127.0.0.1')
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const waiting = new Map()
  let next = 0
  let buffer = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const colon = buffer.indexOf(':')
      const end = colon + 1 + Number(buffer.subarray(0, colon))
      if (colon < 0 || buffer.length < end) return
      const message = JSON.parse(buffer.subarray(colon + 1, end).toString())
      buffer = buffer.subarray(end)
      if (!Array.isArray(message)) continue // the greeting
      const [, id, error, result] = message
      const { resolve, reject } = waiting.get(id)
      waiting.delete(id)
      if (error) reject(new Error(`${error.error}: ${error.message}`))
      else resolve(result)
    }
  })
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox has ended'))))
  socket.on('error', () => {})
  const send = (command, parameters = {}) => new Promise((resolve, reject) => {
    const id = next++
    waiting.set(id, { resolve, reject })
    const text = JSON.stringify([0, id, command, parameters])
    socket.write(`${Buffer.byteLength(text)}:${text}`)
  })
  return { send, close: () => socket.destroy() }
}

/** Firefox writes the port that it took into its profile, some seconds after its start. */
async function portIn(profile) {
  const file = path.join(profile, 'MarionetteActivePort')
  for (let tries = 0; tries < 300; ++tries) {
    const port = fs.existsSync(file) && Number(fs.readFileSync(file, 'utf8'))
    if (port) return port
    await sleep(200)
  }
  throw new Error('Firefox did not open its Marionette port')
}

/** Opens `url`. `onLine` is told each line of the console; the result waits for the last ones. */
export async function open(session, url, { onLine }) {
  fs.writeFileSync(path.join(session.profile, 'user.js'),
    Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''))
  const child = session.spawn(program,
    ['--headless', '--no-remote', '--profile', session.profile, '--marionette', '--remote-allow-system-access', 'about:blank'],
    { stdio: 'ignore', env: { ...process.env, HOME: session.profile } })
  const port = await Promise.race([portIn(session.profile), ended(child, 'Firefox')])
  const { send, close } = await marionette(port)
  await send('WebDriver:NewSession', { acceptInsecureCerts: true })
  await send('Marionette:SetContext', { value: 'chrome' })
  const inBrowser = (script) => send('WebDriver:ExecuteScript', { script, args: [] })
  // A listener, since the console itself forgets all but the last 250 messages.
  await inBrowser(`window.whycorsLines = [];
    Services.console.registerListener({
      observe: (one) => window.whycorsLines.push(one instanceof Ci.nsIScriptError ? one.errorMessage : one.message),
    });`)
  await send('Marionette:SetContext', { value: 'content' })
  await send('WebDriver:Navigate', { url })
  await send('Marionette:SetContext', { value: 'chrome' })

  const readConsole = async () => {
    const { value } = await inBrowser('return window.whycorsLines.splice(0);')
    value.forEach((line) => onLine(line))
  }
  let isRunning = true
  const reading = (async () => {
    while (isRunning) {
      await readConsole()
      await sleep(100)
    }
    await readConsole()
    close()
  })()
  reading.catch(() => {}) // told to whom waits for the last lines
  return () => {
    isRunning = false
    return reading
  }
}
