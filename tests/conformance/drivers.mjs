// Starts each engine on a page with a fresh profile, and hands over its console, a line each.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const temporary = (name) => fs.mkdtempSync(path.join(os.tmpdir(), `whycors-${name}-`))
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function lines(stream, onLine) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop()
    parts.forEach(onLine)
  })
}

/** Ends the processes that were started here, and only those. */
function stopper(profile, ...children) {
  return async () => {
    for (const child of children) {
      try { process.kill(-child.pid, 'SIGTERM') } catch { /* it has ended */ }
    }
    await sleep(300)
    for (const child of children) {
      try { process.kill(-child.pid, 'SIGKILL') } catch { /* it has ended */ }
    }
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function chromium(url, onConsole) {
  const profile = temporary('chromium')
  const child = spawn('/usr/bin/chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--mute-audio', '--enable-logging=stderr',
    `--user-data-dir=${profile}`, url,
  ], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  lines(child.stderr, (line) => {
    const match = /INFO:CONSOLE[^\]]*\] "(.*)", source: /.exec(line)
    if (match) onConsole(match[1].replace(/\\u([0-9A-F]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16))))
  })
  return { stop: stopper(profile, child) }
}

/** Marionette: JSON arrays with their length in front, over TCP. */
function marionette(port) {
  const socket = net.connect(port, '127.0.0.1')
  let buffer = Buffer.alloc(0)
  let next = 0
  const waiting = new Map()
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const colon = buffer.indexOf(0x3a)
      if (colon < 0) return
      const length = Number(buffer.subarray(0, colon).toString())
      if (buffer.length < colon + 1 + length) return
      const message = JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString())
      buffer = buffer.subarray(colon + 1 + length)
      if (!Array.isArray(message)) continue
      const [, id, error, result] = message
      const { resolve, reject } = waiting.get(id)
      waiting.delete(id)
      if (error) reject(new Error(JSON.stringify(error)))
      else resolve(result)
    }
  })
  return {
    socket,
    send: (command, parameters = {}) => new Promise((resolve, reject) => {
      const id = next++
      waiting.set(id, { resolve, reject })
      const text = JSON.stringify([0, id, command, parameters])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    }),
  }
}

async function gecko(url, onConsole) {
  const profile = temporary('gecko')
  const port = 20000 + Math.floor(Math.random() * 20000)
  const preferences = {
    'marionette.port': port, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false, 'app.update.enabled': false, 'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false, 'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false, 'browser.startup.homepage_override.mstone': 'ignore',
    'services.settings.server': '', 'extensions.update.enabled': false, 'network.dns.disablePrefetch': true,
  }
  fs.writeFileSync(path.join(profile, 'user.js'),
    Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''))
  const child = spawn('/usr/bin/firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access', 'about:blank'],
    { detached: true, stdio: 'ignore', env: { ...process.env, HOME: profile } })
  let client
  for (let tries = 0; ; ++tries) {
    client = marionette(port)
    const opened = await new Promise((resolve) => {
      client.socket.once('connect', () => resolve(true))
      client.socket.once('error', () => resolve(false))
    })
    if (opened) break
    if (tries > 150) throw new Error('Firefox did not open its Marionette port')
    await sleep(200)
  }
  await client.send('WebDriver:NewSession', { capabilities: {} })
  await client.send('Marionette:SetContext', { value: 'chrome' })
  await client.send('WebDriver:ExecuteScript', { script: 'Services.console.reset(); Services.console.maxMessages;', args: [] })
  await client.send('Marionette:SetContext', { value: 'content' })
  await client.send('WebDriver:Navigate', { url })
  await client.send('Marionette:SetContext', { value: 'chrome' })
  const script = `const all = Services.console.getMessageArray().map(m => m instanceof Ci.nsIScriptError ? m.errorMessage : m.message);
    Services.console.reset(); return all.filter(m => m.startsWith('Cross-Origin') || m.startsWith('Security Error') || m.includes('cannot load') || m.includes('not allowed'));`
  let running = true
  const poll = async () => {
    const { value } = await client.send('WebDriver:ExecuteScript', { script, args: [] })
    value.forEach((line) => onConsole(line))
  }
  const polling = (async () => {
    while (running) {
      await poll()
      await sleep(100)
    }
  })()
  const stop = stopper(profile, child)
  return {
    stop: async () => {
      running = false
      await polling.catch(() => {})
      await poll().catch(() => {})
      client.socket.destroy()
      await stop()
    },
  }
}

async function webkit(url, onConsole) {
  const profile = temporary('webkit')
  const display = await new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
      { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    child.once('error', reject)
    child.stdio[3].once('data', (data) => resolve({ child, name: `:${String(data).trim()}` }))
  })
  const child = spawn('/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    ['--enable-write-console-messages-to-stdout=true', url], {
      detached: true, stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env, DISPLAY: display.name, HOME: profile, XDG_RUNTIME_DIR: profile, XDG_CACHE_HOME: `${profile}/cache`,
        XDG_DATA_HOME: `${profile}/data`, XDG_CONFIG_HOME: `${profile}/config`, LIBGL_ALWAYS_SOFTWARE: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1', GTK_A11Y: 'none', NO_AT_BRIDGE: '1',
        WEBKIT_FORCE_SANDBOX: '0',
      },
    })
  const take = (line) => {
    const match = /CONSOLE (?:SECURITY|JS|NETWORK|OTHER) (?:ERROR|WARN|LOG) (.*)$/.exec(line)
    if (match) onConsole(match[1])
  }
  lines(child.stdout, take)
  lines(child.stderr, take)
  return { stop: stopper(profile, child, display.child) }
}

/** engine name -> (page URL, line handler) -> { stop } */
export const drivers = { chromium, gecko, webkit }

export const versions = {
  chromium: ['/usr/bin/chromium', ['--version']],
  gecko: ['/usr/bin/firefox-esr', ['--version']],
  webkit: ['dpkg-query', ['-W', '-f', 'WebKitGTK ${Version}', 'libwebkit2gtk-4.1-0']],
}
