// Three real browsers behind one small interface: go, evaluate, picture, close. Each starts with a fresh profile.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import puppeteer from 'puppeteer-core'

const programs = {
  chromium: '/usr/bin/chromium', gecko: '/usr/bin/firefox-esr',
  webkit: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', webkitDriver: '/usr/bin/WebKitWebDriver',
}
export const isInstalled = (engine) => fs.existsSync(programs[engine]) && (engine !== 'webkit' || fs.existsSync(programs.webkitDriver))

async function throughPuppeteer(engine) {
  const browser = await puppeteer.launch({
    browser: engine === 'gecko' ? 'firefox' : 'chrome', executablePath: programs[engine], headless: true,
    args: engine === 'gecko' ? [] : ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage()
  return {
    go: (url) => page.goto(url, { waitUntil: 'load' }),
    evaluate: (expression) => page.evaluate(expression),
    resize: (width, height) => page.setViewport({ width, height }),
    picture: (file) => page.screenshot({ path: file }),
    close: () => browser.close(),
  }
}

/** https://www.w3.org/TR/webdriver2/, the few commands that are needed. */
async function throughWebDriver() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'whycors-webkit-'))
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise((resolve, reject) => {
    display.stdio[3].once('data', (line) => resolve(String(line).trim()))
    display.once('error', reject)
  })
  const port = 20000 + (process.pid % 20000)
  const driver = spawn(programs.webkitDriver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env, DISPLAY: `:${number}`, HOME: profile, XDG_RUNTIME_DIR: profile, XDG_CACHE_HOME: `${profile}/cache`, XDG_DATA_HOME: `${profile}/data`, XDG_CONFIG_HOME: `${profile}/config`,
      LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1', GTK_A11Y: 'none', NO_AT_BRIDGE: '1',
    },
  })
  const stop = () => {
    driver.kill()
    display.kill()
    fs.rmSync(profile, { recursive: true, force: true })
  }
  const ask = async (method, command, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${command}`, { method, ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}) })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${command}: ${value.error}: ${value.message}`)
    return value
  }
  try {
    for (let attempt = 0; ; ++attempt) {
      try {
        await ask('GET', '/status')
        break
      } catch (error) {
        if (attempt === 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    const { sessionId } = await ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: programs.webkit, args: ['--automation'] } } } })
    const session = `/session/${sessionId}`
    return {
      go: (url) => ask('POST', `${session}/url`, { url }),
      evaluate: (expression) => ask('POST', `${session}/execute/async`, {
        script: `const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then(done, (error) => done('error: ' + error))`, args: [],
      }),
      resize: (width, height) => ask('POST', `${session}/window/rect`, { width, height }),
      picture: async (file) => fs.writeFileSync(file, Buffer.from(await ask('GET', `${session}/screenshot`), 'base64')),
      close: async () => {
        await ask('DELETE', session).catch(() => {})
        stop()
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}

export const launch = (engine) => (engine === 'webkit' ? throughWebDriver() : throughPuppeteer(engine))
